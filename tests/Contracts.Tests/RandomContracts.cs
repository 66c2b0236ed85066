using System.Reflection;

namespace EventCollab.Contracts.Tests;

/// <summary>Random values of any contract type, the same for the same seed; numbers crowd around the boundaries of the formats.</summary>
internal sealed class RandomContracts(int seed)
{
    private static readonly int[] Lengths = [0, 1, 15, 16, 31, 32, 63, 255, 256, 300];
    private static readonly string[] Letters = ["a", "Z", "0", " ", "\"", "\\", "\0", "é", "€", "汉", "\U0001F600"];
    private readonly Random _random = new(seed);
    private readonly NullabilityInfoContext _nullability = new();

    public object Next(Type type)
    {
        if (type == typeof(bool))
        {
            return _random.Next(2) == 0;
        }

        if (type == typeof(int))
        {
            return (int)Math.Clamp(Integer(), int.MinValue, int.MaxValue);
        }

        if (type == typeof(long))
        {
            return Integer();
        }

        if (type == typeof(double))
        {
            return BitConverter.Int64BitsToDouble(_random.NextInt64());
        }

        if (type == typeof(string))
        {
            return string.Concat(Enumerable.Range(0, Length()).Select(_ => Letters[_random.Next(Letters.Length)]));
        }

        if (type == typeof(TimeSpan))
        {
            return new TimeSpan(Integer());
        }

        if (type == typeof(CollaborationId))
        {
            return new CollaborationId(new Guid(Bytes(16).Span));
        }

        if (type == typeof(OrganizationId))
        {
            var rest = Enumerable.Range(0, Math.Min(62, Length())).Select(_ => "abz019-"[_random.Next(7)]);
            return new OrganizationId($"o{string.Concat(rest)}");
        }

        if (type == typeof(ContentHash))
        {
            return new ContentHash(Bytes(32).Span);
        }

        if (type == typeof(ReadOnlyMemory<byte>))
        {
            return Bytes(_random.Next(50) == 0 ? 65535 + _random.Next(2) : Length());
        }

        return Composite(type);
    }

    private object Composite(Type type)
    {
        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(_random.Next(values.Length))!;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Next(underlying);
        }

        if (type.IsGenericType)
        {
            var element = type.GetGenericArguments()[0];
            var list = Array.CreateInstance(element, _random.Next(20) == 0 ? 16 + _random.Next(2) : _random.Next(4));
            for (var i = 0; i < list.Length; i++)
            {
                list.SetValue(Next(element), i);
            }

            return list;
        }

        var record = Activator.CreateInstance(type)!;
        foreach (var (property, _) in ContractFields.Of(type))
        {
            var mayBeNull = _nullability.Create(property).WriteState == NullabilityState.Nullable;
            property.SetValue(record, mayBeNull && _random.Next(3) == 0 ? null : Next(property.PropertyType));
        }

        return record;
    }

    private int Length() => Lengths[_random.Next(Lengths.Length)];

    private long Integer() => ((_random.Next(2) == 0 ? 1L : -1L) << _random.Next(64)) + _random.Next(-2, 3);

    private ReadOnlyMemory<byte> Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
