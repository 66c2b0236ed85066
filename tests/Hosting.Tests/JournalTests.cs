using System.Security.Cryptography;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting.Journal;
using EventCollab.Testing;

namespace EventCollab.Hosting.Tests;

public sealed class JournalTests : IDisposable
{
    private static readonly CollaborationId Collaboration = new(new Guid("00112233-4455-6677-8899-aabbccddeeff"));
    private static readonly OrganizationId Organization = new("clinic");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_recorded_is_there_after_reopening(bool durable)
    {
        using (var journal = Open(durable))
        {
            journal.TryBegin(Key(1), Task(1)).ShouldBeTrue();
            journal.TryFinish(Key(1), Result(1)).ShouldBeTrue();
            journal.MarkAnnounced(Key(1));
            journal.TryBegin(Key(2), Task(2)).ShouldBeTrue();
            journal.TryFinish(Key(2), Result(2)).ShouldBeTrue();
            journal.TryBegin(Key(3), Task(3)).ShouldBeTrue();
        }

        using var reopened = Open();
        reopened.Entries(Collaboration).Select(entry => (entry.Key.Round, entry.Task is not null, entry.IsFinished, entry.Announced))
            .ShouldBe([(1, true, true, true), (2, true, true, false), (3, true, false, false)]);
        reopened.Find(Key(1))!.Task.ShouldBeOfType<PlanRound>().Round.ShouldBe(1);
        reopened.Find(Key(2))!.Result.ShouldBe(Result(2));
        reopened.TornBytes.ShouldBe(0);
    }

    [Fact]
    public void A_task_that_is_known_is_not_begun_again()
    {
        using var journal = Open();
        journal.TryBegin(Key(1), Task(1)).ShouldBeTrue();

        journal.TryBegin(Key(1), Task(1)).ShouldBeFalse();
    }

    [Fact]
    public void A_record_torn_at_any_byte_is_dropped_and_the_ones_before_it_stay()
    {
        using (var journal = Open())
        {
            journal.TryBegin(Key(1), Task(1));
        }

        var whole = new FileInfo(File_).Length;
        using (var journal = Open())
        {
            journal.TryBegin(Key(2), Task(2));
        }

        var bytes = File.ReadAllBytes(File_);
        for (var length = whole; length < bytes.Length; length++)
        {
            File.WriteAllBytes(File_, bytes[..(int)length]);
            using var torn = Open();
            torn.TornBytes.ShouldBe(length - whole);
            torn.Find(Key(1)).ShouldNotBeNull();
            torn.Find(Key(2)).ShouldBeNull();
            torn.TryBegin(Key(2), Task(2)).ShouldBeTrue("the task must be taken again when it is delivered again");
        }

        File.ReadAllBytes(File_).ShouldBe(bytes, "what is written after a torn record stands where the torn one was");
    }

    [Fact]
    public void A_task_that_is_to_be_done_again_is_there_whenever_the_kill_comes()
    {
        using (var journal = Open())
        {
            journal.TryBegin(Key(1), Task(1));
            journal.TryFinish(Key(1), Result(1));
            journal.MarkAnnounced(Key(1));
        }

        var before = new FileInfo(File_).Length;
        using (var journal = Open())
        {
            journal.Reopen(Key(1))!.Result.ShouldBe(Result(1));
            journal.Reopen(Key(1)).ShouldBeNull("it is open");
            journal.Reopen(Key(2)).ShouldBeNull("it is unknown");
            IsOpen(journal).ShouldBeTrue();
        }

        var bytes = File.ReadAllBytes(File_);
        for (var length = before; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(File_, bytes[..(int)length]);
            using var journal = Open();
            journal.Find(Key(1))!.Task.ShouldBeOfType<PlanRound>().Round.ShouldBe(1);
            IsOpen(journal).ShouldBe(length == bytes.Length);
        }

        static bool IsOpen(WorkJournal journal) => journal.Find(Key(1)) is { IsFinished: false, Announced: false };
    }

    [Fact]
    public void A_record_with_one_altered_bit_is_not_believed()
    {
        using (var journal = Open())
        {
            journal.TryBegin(Key(1), Task(1));
        }

        var bytes = File.ReadAllBytes(File_);
        for (var place = 0; place < bytes.Length; place++)
        {
            var altered = bytes.ToArray();
            altered[place] ^= 1;
            File.WriteAllBytes(File_, altered);
            using var journal = Open();
            journal.Find(Key(1)).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(20, 2)]
    [InlineData(32, (byte)'X')]
    public void A_whole_record_of_another_version_is_never_cut_off(int place, byte value)
    {
        using (var journal = Open())
        {
            journal.TryBegin(Key(1), Task(1));
        }

        // The body begins at 20 with its version; the message's name begins at 32. The digest at 4 is made to fit.
        var bytes = File.ReadAllBytes(File_);
        bytes[place] = value;
        SHA256.HashData(bytes.AsSpan(20))[..16].CopyTo(bytes, 4);
        File.WriteAllBytes(File_, bytes);
        Should.Throw<IOException>(() => Open()).Message.ShouldContain("another version");
        File.ReadAllBytes(File_).ShouldBe(bytes);
    }

    [Fact]
    public void The_file_stays_small_however_many_steps_come_and_go()
    {
        using var journal = Open();
        for (var round = 1; round <= 3000; round++)
        {
            journal.TryBegin(Key(round), Task(round));
            journal.TryFinish(Key(round), Result(round));
            journal.MarkAnnounced(Key(round));
            var oldest = round - 1;
            journal.Forget(Collaboration, entry => entry.Key.Round < oldest);
        }

        new FileInfo(File_).Length.ShouldBeLessThan(80 * 1024);
        journal.Entries(Collaboration).Select(entry => entry.Key.Round).ShouldBe([2999, 3000]);
    }

    [Fact]
    public void What_was_kept_survives_the_rewriting_of_the_file()
    {
        using (var journal = Open())
        {
            journal.TryBegin(Key(1), Task(1));
            journal.TryBegin(Key(2), Task(2));
            journal.TryFinish(Key(2), Result(2));
            journal.MarkAnnounced(Key(2));
            journal.Forget(Collaboration, entry => entry.Key.Round == 1).Single().Task.ShouldBeOfType<PlanRound>().Round.ShouldBe(1);
            journal.Compact(Collaboration);
            journal.TryBegin(Key(3), Task(3));
        }

        using var reopened = Open();
        reopened.Entries(Collaboration).Select(entry => (entry.Key.Round, entry.IsFinished, entry.Announced))
            .ShouldBe([(2, true, true), (3, false, false)]);
    }

    [Fact]
    public void An_answer_to_forgotten_work_is_not_recorded()
    {
        using var journal = Open();
        journal.TryBegin(Key(1), Task(1));
        journal.Forget(Collaboration, _ => true);

        journal.TryFinish(Key(1), Result(1)).ShouldBeFalse();
        journal.MarkAnnounced(Key(1));
        journal.Entries(Collaboration).ShouldBeEmpty();
    }

    [Fact]
    public void A_leftover_of_an_interrupted_rewriting_does_no_harm()
    {
        using (var journal = Open())
        {
            journal.TryBegin(Key(1), Task(1));
        }

        File.WriteAllText(File_ + ".new", "half");
        using var reopened = Open();
        reopened.Find(Key(1)).ShouldNotBeNull();
        reopened.Compact(Collaboration);
        reopened.Find(Key(1)).ShouldNotBeNull();
    }

    [Fact]
    public void Two_services_cannot_use_one_journal()
    {
        using var journal = Open();
        journal.TryBegin(Key(1), Task(1));

        Should.Throw<IOException>(() => Open());
    }

    private string File_ => Path.Combine(_folder.Path, Collaboration.ToString(), WorkJournal.FileName);

    private WorkJournal Open(bool durable = false) => new(_folder.Path, durable);

    private static WorkKey Key(int round) => new(Collaboration, WorkKind.Contribution, round, 0);

    private static PlanRound Task(int round) => new()
    {
        Collaboration = Collaboration,
        Round = round,
        Step = 0,
        Terms = Some.Terms(),
        Members = Some.Members,
    };

    private static CoordinationFailed Result(int round) => new() { Collaboration = Collaboration, Round = round, Step = 0, Reason = $"reason {round}" };
}
