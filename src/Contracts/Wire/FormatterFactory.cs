using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EventCollab.Contracts.Wire;

/// <summary>
/// Makes the formatter of a type by reflection, once per type and process. Formatters of parts come from the cache, which
/// also refuses a record that holds itself instead of making formatters without end.
/// </summary>
internal static class FormatterFactory
{
    private static readonly FrozenDictionary<Type, object> Leaves = new Dictionary<Type, object>
    {
        [typeof(bool)] = new BooleanFormatter(),
        [typeof(int)] = new Int32Formatter(),
        [typeof(long)] = new Int64Formatter(),
        [typeof(float)] = new SingleFormatter(),
        [typeof(double)] = new DoubleFormatter(),
        [typeof(string)] = new StringFormatter(),
        [typeof(ReadOnlyMemory<byte>)] = new BinaryFormatter(),
        [typeof(TimeSpan)] = new TimeSpanFormatter(),
        [typeof(DateTimeOffset)] = new InstantFormatter(),
        [typeof(Guid)] = new GuidFormatter(),
        [typeof(CollaborationId)] = new CollaborationIdFormatter(),
        [typeof(OrganizationId)] = new OrganizationIdFormatter(),
        [typeof(ContentHash)] = new ContentHashFormatter(),
    }.ToFrozenDictionary();

    /// <exception cref="InvalidOperationException">The type has no wire form; the message says why.</exception>
    public static Formatter<T> Create<T>() => (Formatter<T>)Create(typeof(T));

    private static object Create(Type type)
    {
        if (Leaves.TryGetValue(type, out var leaf))
        {
            return leaf;
        }

        if (type.IsEnum)
        {
            return Invoke(nameof(Enumeration), type);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Invoke(nameof(NullableValue), underlying);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return Invoke(nameof(List), type.GetGenericArguments()[0]);
        }

        return type.IsClass && type.GetProperties().Any(property => property.IsDefined(typeof(FieldAttribute)))
            ? Invoke(nameof(Record), type)
            : throw new InvalidOperationException($"{type} has no wire form.");
    }

    private static EnumFormatter<T> Enumeration<T>()
        where T : struct, Enum => new();

    private static NullableValueFormatter<T> NullableValue<T>()
        where T : struct => new(FormatterCache<T>.Formatter);

    private static NullableReferenceFormatter<T> NullableReference<T>()
        where T : class => new(FormatterCache<T>.Formatter);

    private static ListFormatter<T> List<T>() => new(FormatterCache<T>.Formatter);

    private static RecordFormatter<T> Record<T>()
        where T : class
    {
        var fields = new SortedDictionary<int, RecordField<T>>();
        var nullability = new NullabilityInfoContext();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<FieldAttribute>() is { } attribute)
            {
                var field = (RecordField<T>)Invoke(nameof(Field), typeof(T), property.PropertyType, property, nullability);
                if (attribute.Position is < 0 or > 255 || !fields.TryAdd(attribute.Position, field))
                {
                    throw new InvalidOperationException($"{field.Name}: position {attribute.Position} is out of range or taken.");
                }
            }
            else if (property.SetMethod is not null)
            {
                throw new InvalidOperationException($"{typeof(T)}.{property.Name} can be set, has no position and would be lost.");
            }
        }

        var positions = new RecordField<T>?[fields.Keys.Max() + 1];
        foreach (var (position, field) in fields)
        {
            positions[position] = field;
        }

        return new RecordFormatter<T>(positions);
    }

    private static RecordField<TRecord, TValue> Field<TRecord, TValue>(PropertyInfo property, NullabilityInfoContext nullability)
        where TRecord : class
    {
        if (property.SetMethod is null)
        {
            throw new InvalidOperationException($"{typeof(TRecord)}.{property.Name} has a position and cannot be set.");
        }

        var mayBeNull = !typeof(TValue).IsValueType && nullability.Create(property).WriteState == NullabilityState.Nullable;
        var formatter = (Formatter<TValue>)(mayBeNull ? Invoke(nameof(NullableReference), typeof(TValue)) : FormatterCache<TValue>.Formatter);
        return new RecordField<TRecord, TValue>(property, property.IsDefined(typeof(RequiredMemberAttribute)), formatter);
    }

    private static object Invoke(string method, Type type) => Invoke(method, [type], []);

    private static object Invoke(string method, Type record, Type value, params object[] arguments) =>
        Invoke(method, [record, value], arguments);

    private static object Invoke(string method, Type[] types, object[] arguments) =>
        typeof(FormatterFactory).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(types)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
}
