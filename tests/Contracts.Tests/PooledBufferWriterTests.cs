using EventCollab.Contracts.Wire;

namespace EventCollab.Contracts.Tests;

public sealed class PooledBufferWriterTests
{
    [Fact]
    public void A_buffer_that_grows_keeps_what_was_written_and_has_the_room_that_was_asked_for()
    {
        using var buffer = new PooledBufferWriter(16);
        buffer.GetSpan()[0] = 42;
        buffer.Advance(1);

        // Arrays of the pool are powers of two: forgetting the byte that is there leaves the room one byte short.
        buffer.GetSpan(1 << 20).Length.ShouldBeGreaterThanOrEqualTo(1 << 20);
        buffer.GetMemory(1 << 20).Length.ShouldBeGreaterThanOrEqualTo(1 << 20);

        buffer.WrittenSpan.ToArray().ShouldBe([42]);
        buffer.WrittenMemory.ToArray().ShouldBe([42]);
    }

    [Fact]
    public void No_more_can_be_said_to_be_written_than_there_is_room()
    {
        using var buffer = new PooledBufferWriter(16);
        var room = buffer.GetSpan().Length;

        Should.Throw<ArgumentOutOfRangeException>(() => buffer.Advance(room + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => buffer.Advance(-1));
    }

    [Fact]
    public void Disposing_twice_gives_the_array_back_once()
    {
        var buffer = new PooledBufferWriter(1 << 14);
        buffer.Dispose();
        buffer.Dispose();

        // Given back twice, the pool would hand one array to two writers.
        using var first = new PooledBufferWriter(1 << 14);
        using var second = new PooledBufferWriter(1 << 14);
        first.GetSpan()[0] = 1;
        second.GetSpan()[0] = 2;
        first.GetSpan()[0].ShouldBe((byte)1);
        buffer.WrittenMemory.IsEmpty.ShouldBeTrue();
    }
}
