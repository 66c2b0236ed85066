namespace EventCollab.Torch.Tests;

/// <summary>A training that stops and goes on later.</summary>
public sealed class OptimizerStateTests
{
    public static TheoryData<string> Kinds { get; } = ["sgd", "adam", "adamw", "rmsprop", "adagrad"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_training_resumed_from_a_file_goes_on_bit_for_bit(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("eventcollab-optimizer-");
        try
        {
            using var scope = NewDisposeScope();
            using var whole = new Training(kind);
            whole.Steps(10);

            using var first = new Training(kind);
            first.Steps(4);
            first.Net.save(Path.Combine(folder.FullName, "net"));
            first.Optimizer.ParamGroups.First().LearningRate.ShouldBe(0.02);
            first.Optimizer.save_state_dict(Path.Combine(folder.FullName, "optimizer"));

            using var second = new Training(kind);
            second.Net.load(Path.Combine(folder.FullName, "net"));
            // The file's settings win over those the optimizer was made with.
            second.Optimizer.ParamGroups.First().LearningRate = 5;
            second.Optimizer.load_state_dict(Path.Combine(folder.FullName, "optimizer"));
            second.Steps(6, from: 4);

            second.Bytes().ShouldBe(whole.Bytes());
            second.Optimizer.parameters().Select(p => second.Optimizer.StateOf(p).step).ShouldBe(whole.Optimizer.parameters().Select(p => whole.Optimizer.StateOf(p).step));
            Directory.GetFiles(folder.FullName).Length.ShouldBe(2);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public void A_state_dictionary_is_copied_when_it_is_loaded()
    {
        using var scope = NewDisposeScope();
        using var first = new Training("adam");
        first.Steps(3);
        using var second = new Training("adam");
        second.Net.load_state_dict(first.Net.state_dict());
        second.Optimizer.load_state_dict(first.Optimizer.state_dict());

        first.Steps(3, from: 3);
        second.Steps(3, from: 3);

        second.Bytes().ShouldBe(first.Bytes());
        using var other = new Training("sgd");
        Should.Throw<ArgumentException>(() => other.Optimizer.load_state_dict(first.Optimizer.state_dict())).Message.ShouldContain("'Adam'");
    }

    [Fact]
    public void A_state_that_is_cut_off_or_damaged_is_refused_and_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var training = new Training("adam");
        training.Steps(2);
        var good = Saved(training.Optimizer);
        for (var length = 0; length < good.Length; length++)
        {
            Should.Throw<InvalidDataException>(() => Load(training.Optimizer, good[..length]));
        }

        Saved(training.Optimizer).ShouldBe(good);
        var random = new Random(3);
        for (var i = 0; i < 3000; i++)
        {
            var bad = (byte[])good.Clone();
            bad[random.Next(bad.Length)] = (byte)random.Next(256);
            var before = Saved(training.Optimizer);
            if (Record.Exception(() => Load(training.Optimizer, bad)) is { } error)
            {
                error.ShouldBeOfType<InvalidDataException>();
                Saved(training.Optimizer).ShouldBe(before);
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_memory_that_is_not_finite_is_refused_and_changes_nothing(float value)
    {
        using var scope = NewDisposeScope();
        using var training = new Training("adam");
        training.Steps(2);
        var before = Saved(training.Optimizer);
        using var other = new Training("adam");
        other.Steps(2);
        other.Optimizer.StateOf(other.Optimizer.parameters().Last()).Tensors[1]!.fill_(value);

        var bad = Saved(other.Optimizer);

        Should.Throw<InvalidDataException>(() => Load(training.Optimizer, bad)).Message.ShouldContain("exp_avg_sq holds NaN or infinity");
        Saved(training.Optimizer).ShouldBe(before);
    }

    [Fact]
    public void A_number_of_steps_that_the_next_one_would_overflow_is_refused()
    {
        using var scope = NewDisposeScope();
        using var training = new Training("adam");
        training.Steps(2);
        var before = Saved(training.Optimizer);
        using var other = new Training("adam");
        other.Steps(2);
        other.Optimizer.StateOf(other.Optimizer.parameters().First()).step = long.MaxValue;

        var bad = Saved(other.Optimizer);

        Should.Throw<InvalidDataException>(() => Load(training.Optimizer, bad)).Message.ShouldContain("the number of steps is 9223372036854775807, at most 9007199254740992 is allowed");
        Saved(training.Optimizer).ShouldBe(before);
    }

    private static byte[] Saved(OptimizerHelper optimizer)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        optimizer.save_state_dict(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static void Load(OptimizerHelper optimizer, byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        optimizer.load_state_dict(reader);
    }

    private sealed class Training : IDisposable
    {
        private readonly Tensor _x;
        private readonly Tensor _y;

        internal Training(string kind)
        {
            manual_seed(21);
            Net = Sequential(("a", Linear(3, 4)), ("tanh", Tanh()), ("b", Linear(4, 1)));
            (_x, _y) = (randn(16, 3), randn(16, 1));
            var parameters = Net.parameters();
            Optimizer = kind switch
            {
                "sgd" => optim.SGD(parameters, 0.02, 0.9, weight_decay: 0.01),
                "adam" => optim.Adam(parameters, 0.02, amsgrad: true),
                "adamw" => optim.AdamW(parameters, 0.02, weight_decay: 0.1),
                "rmsprop" => optim.RMSProp(parameters, 0.02, momentum: 0.5, centered: true),
                _ => optim.Adagrad(parameters, 0.02, 0.1),
            };
        }

        internal Sequential Net { get; }

        internal OptimizerHelper Optimizer { get; }

        public void Dispose()
        {
            Optimizer.Dispose();
            Net.Dispose();
        }

        internal void Steps(int count, int from = 0)
        {
            for (var i = from; i < from + count; i++)
            {
                using var scope = NewDisposeScope();
                Optimizer.zero_grad();
                F.mse_loss(Net.call(_x.narrow(0, i, 4)), _y.narrow(0, i, 4)).backward();
                Optimizer.step();
            }
        }

        internal byte[] Bytes()
        {
            using var stream = new MemoryStream();
            Net.save(stream);
            return stream.ToArray();
        }
    }
}
