using System.Security.Cryptography;

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
}
