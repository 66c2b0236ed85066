namespace EventCollab.Torch;

public static partial class torch
{
    /// <summary>One entry between the brackets of a tensor: a number, a range, a new dimension, all dimensions in between, a mask or index tensor.</summary>
    public readonly struct TensorIndex
    {
        private TensorIndex(Kind kind, long? start = null, long? stop = null, long? step = null, Tensor? picks = null)
            => (Way, Start, Stop, Step, Picks) = (kind, start, stop, step, picks);

        internal enum Kind
        {
            // First, so that the default means the whole of a dimension.
            Range,
            Number,
            NewDimension,
            Rest,
            Truth,
            Tensor,
        }

        /// <summary>As many whole dimensions as the other entries leave.</summary>
        public static TensorIndex Ellipsis => new(Kind.Rest);

        /// <summary>A new dimension of one.</summary>
        public static TensorIndex None => new(Kind.NewDimension);

        public static TensorIndex Null => None;

        /// <summary>The whole of a dimension.</summary>
        public static TensorIndex Colon => Slice();

        internal Kind Way { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? Picks { get; }

        /// <summary>How many dimensions of the tensor it speaks of; a mask has several.</summary>
        internal int Dimensions => Way switch
        {
            Kind.Range or Kind.Number => 1,
            Kind.Tensor => Picks!.dtype is ScalarType.Bool or ScalarType.Byte ? Picks.ndim : 1,
            _ => 0,
        };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Tensor value) => Tensor(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range.start, range.end);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Range, start, stop, step);

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range)
            => Slice(Place(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : Place(range.End));

        public static TensorIndex Bool(bool value) => new(Kind.Truth, value ? 1 : 0);

        public static TensorIndex Single(long? index) => new(Kind.Number, index);

        public static TensorIndex Tensor(Tensor tensor) => new(Kind.Tensor, picks: tensor);

        private static long Place(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
