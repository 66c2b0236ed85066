namespace EventCollab.Contracts.Wire;

/// <summary>Keeps the formatter of each type. Lazy, so that a contract that cannot be written says why each time it is used.</summary>
internal static class FormatterCache<T>
{
    private static readonly Lazy<Formatter<T>> Instance = new(FormatterFactory.Create<T>);

    public static Formatter<T> Formatter => Instance.Value;
}
