namespace EventCollab.Torch;

public static partial class torch
{
    public static Device CPU { get; } = new(DeviceType.CPU);

    public static Device CUDA { get; } = new(DeviceType.CUDA);

    /// <summary>A device by name: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="ArgumentException">No such name.</exception>
    public static Device device(string description)
    {
        var parts = description.Split(':');
        DeviceType? type = parts[0] switch { "cpu" => DeviceType.CPU, "cuda" => DeviceType.CUDA, _ => null };
        var index = -1;
        if (type is null || parts.Length > 2 || (parts.Length == 2 && !(int.TryParse(parts[1], out index) && index is >= 0 and < 128)))
        {
            throw new ArgumentException($"no device is called '{description}': cpu, cuda or cuda:N", nameof(description));
        }

        return new Device(type.Value, index);
    }

    public static Device device(DeviceType type, int index = -1) => new(type, index);

    /// <summary>Where a tensor lies. Index -1 is the current device of its type.</summary>
    public sealed class Device : IEquatable<Device>
    {
        internal Device(DeviceType type, int index = -1) => (this.type, this.index) = (type, index);

        public DeviceType type { get; }

        public int index { get; }

        public bool Equals(Device? other) => other is not null && other.type == type && other.index == index;

        public override bool Equals(object? obj) => Equals(obj as Device);

        public override int GetHashCode() => HashCode.Combine(type, index);

        public override string ToString() => (type == DeviceType.CPU ? "cpu" : "cuda") + (index >= 0 ? $":{index}" : "");
    }
}
