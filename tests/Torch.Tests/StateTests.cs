using System.Text;

namespace EventCollab.Torch.Tests;

/// <summary>Saved states, also from people who mean harm.</summary>
public sealed class StateTests
{
    [Fact]
    public void A_saved_model_computes_bit_for_bit_what_the_original_did()
    {
        using var scope = NewDisposeScope();
        using var original = Sequential(("a", Linear(5, 7)), ("relu", ReLU()), ("b", Linear(7, 2)));
        using var copy = Sequential(("a", Linear(5, 7)), ("relu", ReLU()), ("b", Linear(7, 2)));
        var x = randn(3, 5);

        copy.load(new MemoryStream(Saved(original)));

        copy.call(x).equal(original.call(x)).ShouldBeTrue();
        copy.state_dict()["a.weight"].requires_grad.ShouldBeTrue();
    }

    [Fact]
    public void A_state_has_the_layout_of_torchsharp_byte_for_byte()
    {
        using var net = Fixed();

        // Count 2; "weight", float32 = 6, rank 2, sizes 1 and 2, 1.0f, 2.0f; "bias", float32, rank 1, size 1, -1.0f.
        byte[] expected =
        [
            2,
            6, .. "weight"u8, 6, 2, 1, 2, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40,
            4, .. "bias"u8, 6, 1, 1, 0, 0, 0x80, 0xbf,
        ];
        Saved(net).ShouldBe(expected);
    }

    [Fact]
    public void A_file_is_written_and_read_and_nothing_may_follow_its_last_entry()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var net = Fixed();
            using var copy = Linear(2, 1);
            net.save(path);
            copy.load(path);
            copy.weight.equal(net.weight).ShouldBeTrue();

            File.AppendAllBytes(path, [0]);
            Should.Throw<InvalidDataException>(() => copy.load(path)).Message.ShouldContain("goes on");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_state_cut_off_anywhere_is_refused_and_changes_nothing()
    {
        using var net = Fixed();
        var whole = Saved(net);
        for (var length = 0; length < whole.Length; length++)
        {
            Refused(whole[..length]);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_state_with_a_number_that_is_not_finite_is_refused(float poison)
        => Refused(Entries(("weight", 6, [1, 2], [1, poison]), ("bias", 6, [1], [0]))).ShouldContain("NaN or infinity");

    [Fact]
    public void A_renamed_entry_is_refused()
        => Refused(Entries(("weights", 6, [1, 2], [1, 2]), ("bias", 6, [1], [0]))).ShouldContain("'weights'");

    [Fact]
    public void An_entry_that_comes_twice_is_refused()
        => Refused(Entries(("weight", 6, [1, 2], [1, 2]), ("weight", 6, [1, 2], [1, 2]))).ShouldContain("twice");

    [Fact]
    public void Another_shape_is_refused_even_where_the_bytes_would_fit()
        => Refused(Entries(("weight", 6, [2, 1], [1, 2]), ("bias", 6, [1], [0]))).ShouldContain("[2x1]");

    [Fact]
    public void Another_element_type_is_refused()
        => Refused(Entries(("weight", 3, [1, 2], [1, 2]), ("bias", 6, [1], [0]))).ShouldContain("Int32");

    [Fact]
    public void Too_many_entries_are_refused_before_anything_is_read()
        => Refused([0xff, 0xff, 0xff, 0xff, 0x0f]).ShouldContain("at most");

    [Fact]
    public void A_name_of_a_gigabyte_is_refused_before_it_is_allocated()
        => Refused([2, 0x80, 0x80, 0x80, 0x80, 0x04]).ShouldContain("at most 1024");

    [Fact]
    public void Sizes_that_overflow_are_refused_even_where_the_entry_would_be_skipped()
    {
        using var net = Fixed();
        var hostile = Entries(("other", 6, [long.MaxValue, long.MaxValue], [0]), ("bias", 6, [1], [0]));
        Should.Throw<InvalidDataException>(() => net.load(new MemoryStream(hostile), false)).Message.ShouldContain("larger");
    }

    [Fact]
    public void Without_strict_the_known_entries_are_taken_and_the_rest_is_skipped()
    {
        using var net = Fixed();
        net.load(new MemoryStream(Entries(("other", 6, [3], [1, 2, 3]), ("bias", 6, [1], [7]))), false);
        net.bias!.item<float>().ShouldBe(7f);
        net.weight.data<float>().ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public void A_dictionary_loads_all_or_nothing_and_tells_what_is_missing()
    {
        using var scope = NewDisposeScope();
        using var net = Fixed();
        Dictionary<string, Tensor> partly = new() { ["weight"] = ones(1, 2), ["other"] = ones(1) };

        Should.Throw<ArgumentException>(() => net.load_state_dict(partly)).Message.ShouldContain("missing [bias], unexpected [other]");
        Dictionary<string, Tensor> wrong = new() { ["weight"] = ones(1, 2), ["bias"] = ones(2) };
        Should.Throw<ArgumentException>(() => net.load_state_dict(wrong)).Message.ShouldContain("'bias'");
        net.weight.data<float>().ToArray().ShouldBe([1, 2]);

        var (missing, unexpected) = net.load_state_dict(partly, false);
        missing.ShouldBe(["bias"]);
        unexpected.ShouldBe(["other"]);
        net.weight.data<float>().ToArray().ShouldBe([1, 1]);
    }

    [Fact]
    public void Any_damaged_state_is_loaded_or_refused_and_a_refused_one_changes_nothing()
    {
        using var net = Fixed();
        var whole = Saved(net);
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var hits = random.Next(1, 4); hits > 0; hits--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var before = Saved(net);
            var error = Record.Exception(() => net.load(new MemoryStream(damaged), random.Next(2) == 0));
            if (error is not null)
            {
                error.ShouldBeOfType<InvalidDataException>();
                Saved(net).ShouldBe(before);
            }
        }
    }

    [Fact]
    public void A_refusal_names_the_entry_and_the_byte()
    {
        // 1 count, 7 name, 1 type, 1 rank, 2 sizes: the values begin at byte 12 and are cut off at 15.
        using var net = Fixed();
        Refused(Saved(net)[..15]).ShouldBe("the state is refused at byte 15, entry 'weight': it is cut off here");
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_taken_where_the_caller_allows_them()
    {
        using var net = Fixed();
        var bytes = Entries(("weight", 6, [1, 2], [1, float.NaN]), ("bias", 6, [1], [float.PositiveInfinity]));

        Should.Throw<InvalidDataException>(() => StateFiles.Load(net, new MemoryStream(bytes)));
        StateFiles.Load(net, new MemoryStream(bytes), true, allowNonFinite: true);

        net.weight.data<float>().ToArray().ShouldBe([1, float.NaN]);
        net.bias!.item<float>().ShouldBe(float.PositiveInfinity);
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_file_and_nothing_else()
    {
        var folder = Directory.CreateTempSubdirectory("eventcollab-state-");
        try
        {
            var path = Path.Combine(folder.FullName, "net");
            using var net = Fixed();
            net.save(path);
            var before = File.ReadAllBytes(path);
            net.bias!.Dispose();

            Should.Throw<ObjectDisposedException>(() => net.save(path));

            File.ReadAllBytes(path).ShouldBe(before);
            Directory.GetFiles(folder.FullName).ShouldBe([path]);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public void A_number_of_more_than_64_bits_is_refused()
    {
        Refused([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]).ShouldContain("LEB128");
        Refused([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]).ShouldContain("LEB128");
        // 64 bits, but more than any count: shown as the signed number it would be.
        Refused([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]).ShouldContain("-1");
    }

    [Fact]
    public void Hostile_bytes_of_any_kind_are_refused_with_little_memory()
    {
        using var net = Sequential(("a", Linear(5, 7)), ("norm", BatchNorm2d(3)), ("b", Linear(7, 2)));
        var whole = Saved(net);
        var random = new Random(7);
        net.load(new MemoryStream(whole));
        for (var i = 0; i < 20_000; i++)
        {
            var hostile = Damage(whole, random);
            var strict = random.Next(2) == 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Record.Exception(() => net.load(new MemoryStream(hostile), strict));
            // The reader's buffer for what it passes over is 64 KiB; an honest load of this module takes less than that.
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(512 << 10, $"case {i}");
            error?.ShouldBeOfType<InvalidDataException>($"case {i}");
        }
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (var hits = random.Next(1, 4); hits > 0; hits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    // A number of up to 64 bits where a small one was.
                    bytes.InsertRange(at, Enumerable.Repeat((byte)0xff, random.Next(1, 10)));
                    break;
                case 3:
                    bytes.InsertRange(at, whole[..Math.Min(whole.Length, random.Next(1, 60))]);
                    break;
                default:
                    bytes[at] = random.Next(2) == 0 ? (byte)0x7f : (byte)0x80;
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    private static Linear Fixed()
    {
        var net = Linear(2, 1);
        using var scope = NewDisposeScope();
        net.load_state_dict(new() { ["weight"] = tensor(new float[] { 1, 2 }, new long[] { 1, 2 }), ["bias"] = tensor(new float[] { -1 }) });
        return net;
    }

    private static byte[] Saved(nn.Module module)
    {
        using var stream = new MemoryStream();
        module.save(stream);
        return stream.ToArray();
    }

    private static byte[] Entries(params (string Name, int Type, long[] Shape, float[] Values)[] entries)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write7BitEncodedInt(entries.Length);
        foreach (var (name, type, shape, values) in entries)
        {
            writer.Write(name);
            writer.Write7BitEncodedInt(type);
            writer.Write7BitEncodedInt(shape.Length);
            shape.ToList().ForEach(writer.Write7BitEncodedInt64);
            values.ToList().ForEach(writer.Write);
        }

        writer.Flush();
        return stream.ToArray();
    }

    private static string Refused(byte[] state)
    {
        using var net = Fixed();
        var before = Saved(net);
        var error = Should.Throw<InvalidDataException>(() => net.load(new MemoryStream(state)));
        Saved(net).ShouldBe(before);
        return error.Message;
    }
}
