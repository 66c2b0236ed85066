using EventCollab.Learning.Models.Files;

namespace EventCollab.Learning.Models.Tests;

public sealed class SharedExtractorTests
{
    public static TheoryData<LocalModelKind> Sharing =>
        [LocalModelKind.Mlp, LocalModelKind.Cnn, LocalModelKind.LeNet, LocalModelKind.Wrn16, LocalModelKind.Vgg11, LocalModelKind.Lstm];

    [Theory]
    [MemberData(nameof(Sharing))]
    public void A_shared_extractor_stays_as_the_first_round_left_it(LocalModelKind kind)
    {
        var (store, task) = (new MemoryModelStore(), Tasks.For(kind, 30));
        var learner = LocalLearners.Create(kind, Tasks.SettingsFor(kind, 2), store);
        var first = learner.Fit(task, null, CancellationToken.None);
        var extractor = Tasks.Hash(store.Load("extractor"));
        var fits = first.Predict(task.Features);
        var second = learner.Fit(task with { Round = 2, Seed = 8 }, null, CancellationToken.None);
        Tasks.Hash(store.Load("extractor")).ShouldBe(extractor);
        learner.Load(first.Save()).Predict(task.Features).ShouldBe(fits);
        second.Predict(task.Features).ShouldNotBe(fits);

        // A round keeps its head: two outputs of at most 512 features, and less than 200 bytes to say so.
        second.Save().Length.ShouldBeLessThan((2 * 513 * sizeof(float)) + 200);
        LocalLearners.Load(second.Save(), new ComputeSettings(), store).Predict(task.Features).ShouldBe(second.Predict(task.Features));
    }

    [Theory]
    [InlineData(LocalModelKind.Mlp)]
    [InlineData(LocalModelKind.Cnn)]
    public void A_head_on_a_shared_extractor_gets_nearer_to_the_residuals_than_their_mean(LocalModelKind kind)
    {
        var (store, task) = (new MemoryModelStore(), Tasks.For(kind));
        var learner = LocalLearners.Create(kind, Tasks.SettingsFor(kind), store);
        learner.Fit(task, null, CancellationToken.None);
        var swapped = task with { Round = 2, Residuals = [.. task.Residuals.Chunk(2).SelectMany(pair => new[] { -pair[1], pair[0] })] };
        Tasks.Error(learner.Fit(swapped, null, CancellationToken.None).Predict(task.Features), swapped.Residuals)
            .ShouldBeLessThan(0.8 * Tasks.ErrorOfMeans(swapped));
    }

    [Fact]
    public void A_first_round_that_is_carried_out_again_gives_the_same_shared_extractor()
    {
        var (store, task) = (new MemoryModelStore(), Tasks.For(LocalModelKind.Mlp));
        var learner = LocalLearners.Create(LocalModelKind.Mlp, Tasks.SettingsFor(LocalModelKind.Mlp, 5), store);
        var first = learner.Fit(task, null, CancellationToken.None).Save();
        var extractor = Tasks.Hash(store.Load("extractor"));
        learner.Fit(task, null, CancellationToken.None).Save().ShouldBe(first);
        Tasks.Hash(store.Load("extractor")).ShouldBe(extractor);
    }

    [Fact]
    public void An_extractor_of_another_kind_or_of_other_samples_is_refused()
    {
        var (store, task) = (new MemoryModelStore(), Tasks.Regression(Tasks.Patch, 10) with { Round = 2 });
        LocalLearners.Create(LocalModelKind.Mlp, new LearnerSettings { Epochs = 1 }, store).Fit(task with { Round = 1 }, null, CancellationToken.None);
        Refused(LocalModelKind.LeNet, task, "it is an extractor of mlp, not an extractor of leNet");
        Refused(LocalModelKind.Mlp, Tasks.Regression(Tasks.Table, 10) with { Round = 2 }, "its extractor is of images of 1 x 14 x 7, its head of 3 columns");

        void Refused(LocalModelKind kind, RegressionTask other, string reason) =>
            Should.Throw<MethodException>(() => LocalLearners.Create(kind, new LearnerSettings { Epochs = 1 }, store).Fit(other, null, CancellationToken.None))
                .Message.ShouldContain(reason);
    }

    [Fact]
    public void A_head_or_an_extractor_that_announces_more_than_it_holds_is_refused_before_a_network_is_made()
    {
        var store = new MemoryModelStore();
        var header = new ModelHeader(LocalModelKind.Mlp, [1 << 26], 1 << 20, ModelPart.Head);
        Refused(header, 0, "it is too short for the 68157440 parameters of its shape");

        // A head long enough for its width: now the extractor's length is looked at.
        store.Save("extractor", ModelFile.Write(header with { Part = ModelPart.Extractor }, writer => writer.Write(1)));
        Refused(header with { Width = 1 }, 65 * sizeof(float), "it is too short for the 4294967360 parameters of its shape");

        void Refused(ModelHeader head, int bytes, string reason) =>
            Should.Throw<MethodException>(() => LocalLearners.Load(ModelFile.Write(head, writer => writer.Write(new byte[bytes])), new ComputeSettings(), store))
                .Message.ShouldContain(reason);
    }

    [Fact]
    public void A_head_without_its_extractor_says_what_is_missing()
    {
        var learner = LocalLearners.Create(LocalModelKind.Mlp, new LearnerSettings { Epochs = 1 }, new MemoryModelStore());
        var head = learner.Fit(Tasks.For(LocalModelKind.Mlp), null, CancellationToken.None).Save();
        Should.Throw<MethodException>(() => LocalLearners.Load(head, new ComputeSettings(), new MemoryModelStore())).Message.ShouldContain("a head but no extractor");
        Should.Throw<MethodException>(() => LocalLearners.Load(head, new ComputeSettings())).Message.ShouldContain("it is a head of mlp, not a mlp");
    }
}
