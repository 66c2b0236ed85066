using EventCollab.Torch.Modules;

namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What a loss does with the losses of the elements; libtorch's numbers.</summary>
        public enum Reduction
        {
            None = 0,
            Mean = 1,
            Sum = 2,
        }

        public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            => new(inputSize, outputSize, hasBias, device, dtype);

        public static ReLU ReLU(bool inplace = false) => new(inplace);

        public static Tanh Tanh() => new();

        public static Sigmoid Sigmoid() => new();

        public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

        public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

        public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

        public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

        public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
            => new(modules.Select((module, i) => ($"{i}", module)));

        public static ModuleList<T> ModuleList<T>(params T[] modules)
            where T : Module
            => new(modules);

        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);

        public static MSELoss MSELoss(Reduction reduction = Reduction.Mean) => new(reduction);

        public static L1Loss L1Loss(Reduction reduction = Reduction.Mean) => new(reduction);

        public static CrossEntropyLoss CrossEntropyLoss(Reduction reduction = Reduction.Mean) => new(reduction);
    }
}
