namespace EventCollab.Torch.Tests;

/// <summary>Small inputs drawn from one seed, alike here and in Python.</summary>
internal sealed class OperatorInputs
{
    internal const string Python =
        """
        nn = torch.nn
        class Inputs:
            def __init__(self):
                f = torch.float64
                torch.manual_seed(21)
                self.a, self.b, self.v = torch.randn(3, 4, dtype=f), torch.randn(3, 4, dtype=f), torch.randn(4, dtype=f)
                self.m, self.c, self.d = torch.randn(4, 5, dtype=f), torch.randn(2, 3, 4, dtype=f), torch.randn(2, 4, 3, dtype=f)
                self.p, self.q, self.im = torch.rand(3, 4, dtype=f) + 0.05, torch.randn(3, 5, dtype=f), torch.randn(2, 4, 5, 6, dtype=f)
                self.p = self.p / 1.1
                self.i, self.j = torch.tensor([2, 0, 1, 2]), torch.tensor([2, 0])
                self.k, self.g, self.z = self.b > 0, self.b.argsort(1), torch.zeros(3, dtype=f)
            def put(self, at, value):
                copy = self.a.clone()
                copy[at] = value
                return copy
            def seeded(self, make, x, part=0):
                torch.manual_seed(3)
                out = make().to(torch.float64)(x)
                return out if isinstance(out, torch.Tensor) else (out[0], *out[1])[part]

        """;

    internal OperatorInputs()
    {
        manual_seed(21);
        (A, B, V) = (randn([3, 4], float64), randn([3, 4], float64), randn([4], float64));
        (M, C, D) = (randn([4, 5], float64), randn([2, 3, 4], float64), randn([2, 4, 3], float64));
        (P, Q, Im) = (rand([3, 4], float64) + 0.05, randn([3, 5], float64), randn([2, 4, 5, 6], float64));
        P = P / 1.1;
        (I, J) = (tensor(new long[] { 2, 0, 1, 2 }), tensor(new long[] { 2, 0 }));
        (K, G, Z) = (B > 0, B.argsort(1), zeros([3], float64));
    }

    internal Tensor A { get; }

    internal Tensor B { get; }

    internal Tensor V { get; }

    internal Tensor M { get; }

    internal Tensor C { get; }

    internal Tensor D { get; }

    /// <summary>Probabilities, none of them zero.</summary>
    internal Tensor P { get; }

    internal Tensor Q { get; }

    internal Tensor Im { get; }

    internal Tensor I { get; }

    internal Tensor J { get; }

    internal Tensor K { get; }

    internal Tensor G { get; }

    internal Tensor Z { get; }
}
