using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EventCollab.Learning.Models.Files;

namespace EventCollab.Learning.Models.Tests;

public sealed class ModelFileTests
{
    public static TheoryData<LocalModelKind> Kinds => [LocalModelKind.Ridge, LocalModelKind.Linear, LocalModelKind.LeNet, LocalModelKind.Lstm];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_that_is_cut_off_anywhere_is_refused(LocalModelKind kind)
    {
        var model = Model(kind);
        for (var length = 0; length < model.Length; length += Math.Max(1, model.Length / 97))
        {
            Refused(model[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_with_one_bit_changed_anywhere_is_refused(LocalModelKind kind)
    {
        var model = Model(kind);
        for (var place = 0; place < model.Length; place += Math.Max(1, model.Length / 97))
        {
            var changed = model.ToArray();
            changed[place] ^= 4;
            Refused(changed);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_that_goes_on_after_its_end_is_refused(LocalModelKind kind) => Refused(Sealed([.. Model(kind), 0]), null);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Even_with_a_right_hash_no_damage_leads_to_another_failure(LocalModelKind kind)
    {
        // What a hash cannot stop: somebody who makes one. Sizes, names and counts must then be held against each other.
        var model = Model(kind);
        var random = new RandomSource(9);
        for (var i = 0; i < 100; i++)
        {
            var changed = model.ToArray();

            // Mostly the first 200 bytes: all that is read by size lies there.
            changed[37 + random.NextIndex(i % 3 == 0 ? model.Length - 37 : Math.Min(200, model.Length - 37))] = (byte)random.NextIndex(256);
            try
            {
                LocalLearners.Load(Sealed(changed), new ComputeSettings());
            }
            catch (MethodException)
            {
                // The one failure that is expected.
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_that_are_not_finite_are_refused(LocalModelKind kind)
    {
        var model = Model(kind);

        // The last values of the file are parameters (or, for batch norms, none here): four bytes of ones are NaN in float, eight in double.
        model.AsSpan(^8).Fill(0xFF);
        Refused(Sealed(model), null);
    }

    [Fact]
    public void A_model_of_another_kind_is_named_in_the_refusal()
    {
        var learner = LocalLearners.Create(LocalModelKind.Mlp, new LearnerSettings(), null);
        Should.Throw<MethodException>(() => learner.Load(Model(LocalModelKind.Linear))).Message.ShouldContain("it is a linear, not a mlp");
    }

    [Fact]
    public void Bytes_of_somebody_else_are_refused()
    {
        Refused("PK\u0003\u0004 something else altogether, long enough to hold a hash"u8.ToArray(), "it is not a model of this program");
        var newer = Model(LocalModelKind.Ridge);
        newer[4] = 2;
        Refused(newer, "it has format 2; this program reads 1");
    }

    /// <summary>2^26 columns and 64 outputs would be 16 GiB of weights; most of any process's memory may be taken already.</summary>
    [Theory]
    [InlineData(LocalModelKind.Linear, new[] { 1 << 26 }, 64)]
    [InlineData(LocalModelKind.Mlp, new[] { 1 << 22 }, 2)]
    [InlineData(LocalModelKind.LeNet, new[] { 1, 1 << 10, 1 << 10 }, 2)]
    [InlineData(LocalModelKind.Cnn, new[] { 1 << 20, 1, 1 }, 2)]
    [InlineData(LocalModelKind.Lstm, new[] { 1, 1 << 20 }, 2)]
    [InlineData(LocalModelKind.ResNet34, new[] { 1, 8, 8 }, 2)]
    public void A_header_that_announces_more_than_the_file_holds_is_refused_before_memory_is_taken(LocalModelKind kind, int[] shape, int width)
    {
        var model = ModelFile.Write(new ModelHeader(kind, shape, width), writer => writer.Write(0L));
        model.Length.ShouldBeLessThan(100);
        Refused(model, "parameters of its shape");
    }

    [Fact]
    public void What_native_code_refuses_while_a_model_is_read_is_one_line_too()
    {
        var model = ModelFile.Write(new ModelHeader(LocalModelKind.Mlp, [1], 1), _ => { });
        var failure = Should.Throw<MethodException>(() => ModelFile.Read<int>(
            model, LocalModelKind.Mlp, ModelPart.Whole, (_, _) => throw new NativeFailure("empty: not enough memory\nframe 0")));
        failure.Message.ShouldBe("the saved model cannot be read: empty: not enough memory. Train it again.");
    }

    private static void Refused(byte[] model, string? reason = null)
    {
        var failure = Should.Throw<MethodException>(() => LocalLearners.Load(model, new ComputeSettings()));
        failure.Message.ShouldStartWith("the saved model cannot be read: ");
        failure.Message.ShouldContain(reason ?? string.Empty);
        failure.Message.ShouldNotContain('\n');
    }

    private static byte[] Model(LocalModelKind kind) => [.. Tasks.Fit(kind, Tasks.For(kind, 8), 1).Save()];

    private static byte[] Sealed(byte[] model)
    {
        SHA256.HashData(model.AsSpan(37), model.AsSpan(5));
        return model;
    }

    private sealed class NativeFailure(string message) : ExternalException(message);
}
