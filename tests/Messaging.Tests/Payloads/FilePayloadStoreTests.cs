using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;

namespace EventCollab.Messaging.Tests.Payloads;

/// <summary>What a payload store promises, and what it refuses.</summary>
public sealed class FilePayloadStoreTests : IDisposable
{
    private const int Part = Payload.MaxInlineBytes;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_put_is_read_back_and_survives_reopening(bool durable)
    {
        var bytes = Examples.Bytes(1000);
        var hash = ContentHash.Of(bytes);
        using (var store = Open(durable))
        {
            store.Contains(hash).ShouldBeFalse();
            await store.PutAsync(hash, bytes, Token);
            await store.PutAsync(hash, bytes, Token);
        }

        using var reopened = Open(durable);
        reopened.Contains(hash).ShouldBeTrue();
        (await reopened.ReadAsync(hash, Token)).ToArray().ShouldBe(bytes);
        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Bytes_of_another_hash_are_refused_and_leave_nothing()
    {
        using var store = Open();

        await Should.ThrowAsync<PayloadException>(async () => await store.PutAsync(ContentHash.Of([1]), Examples.Bytes(10), Token));

        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Part)]
    [InlineData(Part + 1)]
    [InlineData((3 * Part) + 5)]
    public async Task Parts_in_any_order_and_twice_make_the_payload_whole(int length)
    {
        using var store = Open();
        var bytes = Examples.Bytes(length);
        var parts = Examples.Parts(bytes).Reverse().ToList();

        foreach (var part in parts[..^1].Concat(parts[..^1]))
        {
            await store.AddPartAsync(part, Token);
            store.Contains(part.Hash).ShouldBeFalse();
        }

        await store.AddPartAsync(parts[^1], Token);
        await store.AddPartAsync(parts[0], Token);

        (await store.ReadAsync(ContentHash.Of(bytes), Token)).ToArray().ShouldBe(bytes);
        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Parts_that_came_before_a_restart_need_not_come_again()
    {
        var bytes = Examples.Bytes((3 * Part) + 5);
        var parts = Examples.Parts(bytes).ToList();
        using (var store = Open(durable: true))
        {
            await store.AddPartAsync(parts[0], Token);
            await store.AddPartAsync(parts[2], Token);
        }

        using var reopened = Open(durable: true);
        await reopened.AddPartAsync(parts[3], Token);
        await reopened.AddPartAsync(parts[1], Token);

        (await reopened.ReadAsync(ContentHash.Of(bytes), Token)).ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task A_payload_that_was_whole_when_the_process_died_before_naming_it_needs_no_part_but_the_last()
    {
        // Of the last part the process dies after cutting the log off: the others were acknowledged and never come again.
        var bytes = Examples.Bytes((2 * Part) + 5);
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, $"{ContentHash.Of(bytes)}.{bytes.Length}.part"), bytes, Token);
        using var store = Open();

        await store.AddPartAsync(Examples.Parts(bytes).Last(), Token);

        (await store.ReadAsync(ContentHash.Of(bytes), Token)).ToArray().ShouldBe(bytes);
        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_part_that_a_crash_has_torn_is_taken_again()
    {
        var bytes = Examples.Bytes(2 * Part);
        var parts = Examples.Parts(bytes).ToList();
        using (var store = Open())
        {
            await store.AddPartAsync(parts[0], Token);
        }

        // The log says that the part is there; its bytes did not reach the disk.
        using (var file = File.OpenHandle(Directory.GetFiles(_folder.Path).Single(), access: FileAccess.ReadWrite))
        {
            RandomAccess.Write(file, new byte[100], 1000);
        }

        using var reopened = Open();
        await reopened.AddPartAsync(parts[1], Token);
        reopened.Contains(ContentHash.Of(bytes)).ShouldBeFalse();
        await reopened.AddPartAsync(parts[0], Token);

        (await reopened.ReadAsync(ContentHash.Of(bytes), Token)).ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task Parts_that_give_another_hash_are_thrown_away_and_honest_ones_may_follow()
    {
        using var store = Open();
        var bytes = Examples.Bytes(2 * Part);
        var parts = Examples.Parts(bytes).ToList();
        await store.AddPartAsync(parts[0] with { Bytes = new byte[Part] }, Token);

        await Should.ThrowAsync<PayloadException>(async () => await store.AddPartAsync(parts[1], Token));
        Directory.GetFiles(_folder.Path).ShouldBeEmpty();

        await store.AddPartAsync(parts[0], Token);
        await store.AddPartAsync(parts[1], Token);
        store.Contains(ContentHash.Of(bytes)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_lie_about_the_length_does_not_harm_honest_parts()
    {
        using var store = Open();
        var parts = Examples.Parts(Examples.Bytes(2 * Part)).ToList();
        await store.AddPartAsync(parts[0], Token);
        await store.AddPartAsync(parts[0] with { Length = 5L * Part, Bytes = new byte[Part] }, Token);

        await store.AddPartAsync(parts[1], Token);

        store.Contains(parts[0].Hash).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 0, 0)] // A payload of nothing has no parts.
    [InlineData(-1, 0, 1)] // A negative length.
    [InlineData(2 * Part, 2, Part)] // No such position.
    [InlineData(2 * Part, -1, Part)] // A negative position.
    [InlineData(2 * Part, 0, Part - 1)] // Too short.
    [InlineData(Part + 10, 1, 11)] // Too long for the last part.
    [InlineData(101L * Part, 0, Part)] // More than is taken.
    [InlineData(long.MaxValue, 0, Part)] // A length whose parts cannot be counted.
    public async Task A_part_that_cannot_be_is_refused_and_leaves_nothing(long length, int index, int bytes)
    {
        using var store = Open(limits: new PayloadLimits { MaxPayloadBytes = 100L * Part });
        var part = new PayloadPart
        {
            Collaboration = Examples.Collaboration,
            Hash = ContentHash.Of([1]),
            Length = length,
            Index = index,
            Bytes = new byte[bytes],
        };

        await Should.ThrowAsync<PayloadException>(async () => await store.AddPartAsync(part, Token));

        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2, 9)]
    [InlineData(9, 2)]
    public async Task One_unfinished_payload_too_many_takes_the_place_of_the_one_idle_longest(int all, int ofOneCollaboration)
    {
        using var store = Open(limits: new PayloadLimits { MaxUnfinished = all, MaxUnfinishedPerCollaboration = ofOneCollaboration });
        var payloads = Enumerable.Range(0, 3).Select(seed => Examples.Parts(Examples.Bytes(3 * Part, seed)).ToList()).ToList();
        await store.AddPartAsync(payloads[0][0], Token);
        await store.AddPartAsync(payloads[1][0], Token);
        await store.AddPartAsync(payloads[0][1], Token);

        await store.AddPartAsync(payloads[2][0], Token);

        Directory.GetFiles(_folder.Path).Length.ShouldBe(2);
        await store.AddPartAsync(payloads[0][2], Token);
        store.Contains(payloads[0][0].Hash).ShouldBeTrue();
        foreach (var part in payloads[1])
        {
            await store.AddPartAsync(part, Token);
        }

        store.Contains(payloads[1][0].Hash).ShouldBeTrue();
    }

    [Fact]
    public async Task An_unfinished_payload_holds_no_file_open()
    {
        using var store = Open();
        await store.AddPartAsync(Examples.Parts(Examples.Bytes(2 * Part)).First(), Token);

        using var alone = File.OpenHandle(Directory.GetFiles(_folder.Path).Single(), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        alone.IsInvalid.ShouldBeFalse();
    }

    [Fact]
    public async Task Parts_that_came_more_than_three_days_ago_are_deleted_when_the_store_is_opened()
    {
        var now = new DateTimeOffset(2030, 1, 10, 0, 0, 0, TimeSpan.Zero);
        using (var store = Open())
        {
            await store.AddPartAsync(Examples.Parts(Examples.Bytes(2 * Part, seed: 1)).First(), Token);
            await store.AddPartAsync(Examples.Parts(Examples.Bytes(2 * Part, seed: 2)).First(), Token);
        }

        var files = Directory.GetFiles(_folder.Path);
        File.SetLastWriteTimeUtc(files[0], now.UtcDateTime - TimeSpan.FromDays(2.9));
        File.SetLastWriteTimeUtc(files[1], now.UtcDateTime - TimeSpan.FromDays(3.1));
        using var reopened = new FilePayloadStore(_folder.Path, durable: false, time: new Testing.ManualTime(now));
        Directory.GetFiles(_folder.Path).ShouldBe([files[0]]);
    }

    [Fact]
    public async Task Whoever_waits_is_told_by_put_and_by_the_last_part()
    {
        using var store = Open();
        var (small, large) = (Examples.Bytes(10), Examples.Bytes(Part + 1));
        var waits = new[] { small, large, large }.Select(bytes => store.WaitForAsync(ContentHash.Of(bytes), Token)).ToList();

        await store.PutAsync(ContentHash.Of(small), small, Token);
        await waits[0];
        waits[1].IsCompleted.ShouldBeFalse();
        foreach (var part in Examples.Parts(large))
        {
            await store.AddPartAsync(part, Token);
        }

        await Task.WhenAll(waits);
        await store.WaitForAsync(ContentHash.Of(large), Token);
    }

    [Fact]
    public async Task Waiting_ends_with_its_deadline_and_one_who_gives_up_does_not_end_the_others()
    {
        using var store = Open();
        var bytes = Examples.Bytes(10);
        using var impatient = new CancellationTokenSource();
        var (gone, patient) = (store.WaitForAsync(ContentHash.Of(bytes), impatient.Token), store.WaitForAsync(ContentHash.Of(bytes), Token));

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => gone);
        await store.PutAsync(ContentHash.Of(bytes), bytes, Token);

        await patient;
    }

    [Fact]
    public async Task The_same_payload_put_by_many_at_once_is_there_once()
    {
        using var store = Open();
        var bytes = Examples.Bytes(100_000);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await store.PutAsync(ContentHash.Of(bytes), bytes, Token))));

        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
        (await store.ReadAsync(ContentHash.Of(bytes), Token)).ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task Parts_of_one_payload_may_come_at_the_same_time()
    {
        using var store = Open();
        var bytes = Examples.Bytes(20 * Part);

        await Task.WhenAll(Examples.Parts(bytes).Concat(Examples.Parts(bytes)).Select(part =>
            Task.Run(async () => await store.AddPartAsync(part, Token))));

        (await store.ReadAsync(ContentHash.Of(bytes), Token)).Span.SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_deleted_is_gone_with_its_parts_and_reading_it_says_so()
    {
        using var store = Open();
        var (small, large) = (Examples.Bytes(10), Examples.Bytes(2 * Part));
        await store.PutAsync(ContentHash.Of(small), small, Token);
        await store.AddPartAsync(Examples.Parts(large).First(), Token);

        await store.DeleteAsync(ContentHash.Of(small), Token);
        await store.DeleteAsync(ContentHash.Of(large), Token);
        await store.DeleteAsync(ContentHash.Of([7]), Token);

        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
        await Should.ThrowAsync<PayloadException>(async () => await store.ReadAsync(ContentHash.Of(small), Token));
        Should.Throw<PayloadException>(() => store.OpenRead(ContentHash.Of(small)));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_one_line()
    {
        File.WriteAllText(_folder["file"], string.Empty);

        Should.Throw<StoreException>(() => new FilePayloadStore(_folder["file"] + "/below", durable: false)).Message.ShouldNotContain('\n');
    }

    private FilePayloadStore Open(bool durable = false, PayloadLimits? limits = null) => new(_folder.Path, durable, limits);
}
