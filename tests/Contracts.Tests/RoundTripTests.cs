using EventCollab.Contracts.Wire;

namespace EventCollab.Contracts.Tests;

public sealed class RoundTripTests
{
    public static TheoryData<string> Names => [.. MessageTypes.All.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_message_comes_back_as_it_was(string name)
    {
        var type = MessageTypes.Of(name);
        for (var seed = 0; seed < 100; seed++)
        {
            var message = new RandomContracts(seed).Next(type.Type);
            var bytes = ContractCodec.EncodeMessage(message);

            var decoded = ContractCodec.Decode(type.Type, bytes);

            ContractFields.ShouldBeSame(decoded, message, $"seed {seed}: {name}");
            ContractCodec.EncodeMessage(decoded).AsSpan().SequenceEqual(bytes).ShouldBeTrue($"seed {seed}");
        }
    }

    [Fact]
    public void Message_types_are_found_by_name_and_by_type()
    {
        foreach (var type in MessageTypes.All)
        {
            MessageTypes.Of(type.Name).ShouldBeSameAs(type);
            MessageTypes.Of(type.Type).ShouldBeSameAs(type);
        }

        MessageTypes.TryGet("Nonsense", out _).ShouldBeFalse();
        MessageTypes.TryGet(typeof(string), out _).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => MessageTypes.Of("Nonsense"));
        Should.Throw<ArgumentException>(() => MessageTypes.Of(typeof(string)));
    }

    [Fact]
    public void Every_message_of_the_contracts_is_registered() =>
        MessageTypes.All.Select(type => type.Type).OrderBy(type => type.Name, StringComparer.Ordinal).ShouldBe(ContractFields.Messages);

    [Fact]
    public void The_payload_of_a_decoded_message_is_a_slice_of_the_body()
    {
        byte[] body = ContractCodec.Encode(Samples.TenKilobyteTask());

        var inline = ContractCodec.Decode<Messages.RoundOpened>(body).Payload!.Inline;

        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(inline, out var segment).ShouldBeTrue();
        segment.Array.ShouldBeSameAs(body);
    }

    [Fact]
    public void Reading_a_task_of_ten_kilobytes_allocates_the_records_and_not_the_payload()
    {
        byte[] body = ContractCodec.Encode(Samples.TenKilobyteTask());
        ContractCodec.Decode<Messages.RoundOpened>(body);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ContractCodec.Decode<Messages.RoundOpened>(body);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1500);
    }

    [Fact]
    public void Writing_a_task_into_a_pooled_buffer_allocates_nothing_but_the_buffer()
    {
        var task = Samples.TenKilobyteTask();
        Write();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Write();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200);

        void Write()
        {
            using var buffer = new PooledBufferWriter(16_384);
            ContractCodec.Encode(buffer, task);
            buffer.WrittenMemory.Length.ShouldBeGreaterThan(10_000);
        }
    }
}
