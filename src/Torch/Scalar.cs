using EventCollab.Torch.Native;

namespace EventCollab.Torch;

/// <summary>A number given to an operator: an integer, a floating point number or a truth value.</summary>
public readonly struct Scalar : IEquatable<Scalar>
{
    internal readonly EcVal Value;

    private Scalar(EcVal value) => Value = value;

    public static implicit operator Scalar(byte value) => (long)value;

    public static implicit operator Scalar(sbyte value) => (long)value;

    public static implicit operator Scalar(short value) => (long)value;

    public static implicit operator Scalar(int value) => (long)value;

    public static implicit operator Scalar(long value) => new(new EcVal { Tag = EcTag.Int, Int = value });

    public static implicit operator Scalar(float value) => (double)value;

    public static implicit operator Scalar(double value) => new(new EcVal { Tag = EcTag.Double, Double = value });

    public static implicit operator Scalar(bool value) => new(new EcVal { Tag = EcTag.Bool, Int = value ? 1 : 0 });

    public static bool operator ==(Scalar left, Scalar right) => left.Equals(right);

    public static bool operator !=(Scalar left, Scalar right) => !left.Equals(right);

    internal bool IsInteger => Value.Tag == EcTag.Int;

    internal bool IsBool => Value.Tag == EcTag.Bool;

    public double ToDouble() => Value.Tag == EcTag.Double ? Value.Double : Value.Int;

    public long ToInt64() => Value.Tag == EcTag.Double ? (long)Value.Double : Value.Int;

    public bool Equals(Scalar other) => Value.Tag == other.Value.Tag && Value.Int == other.Value.Int;

    public override bool Equals(object? obj) => obj is Scalar other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Value.Tag, Value.Int);

    public override string ToString() => Value.Tag switch
    {
        EcTag.Bool => Value.Int != 0 ? "true" : "false",
        EcTag.Int => $"{Value.Int}",
        _ => $"{Value.Double:R}",
    };
}
