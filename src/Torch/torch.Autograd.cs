using System.Runtime.InteropServices;
using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    public static class autograd
    {
        /// <summary>
        /// Gradients of the outputs, each weighted by its entry of <paramref name="grad_outputs"/>, with respect to the inputs.
        /// No tensor's own <c>grad</c> changes. An output of one element needs no weight.
        /// </summary>
        /// <returns>One for each input; null where, with <paramref name="allow_unused"/>, the outputs do not depend on it.</returns>
        /// <exception cref="ExternalException">An input was not used, has no gradient, or a weight's shape is not its output's.</exception>
        public static IList<Tensor?> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false,
            bool create_graph = false, bool allow_unused = false)
        {
            if (grad_outputs is not null && grad_outputs.Count != outputs.Count)
            {
                throw new ArgumentException($"{grad_outputs.Count} weights for {outputs.Count} outputs", nameof(grad_outputs));
            }

            var results = new nint[inputs.Count];
            fixed (nint* of = Handles(outputs), with = Handles(inputs), weights = grad_outputs is null ? null : Handles(grad_outputs), into = results)
            {
                // Python's: whoever asks for a graph of the gradient needs the graph below it too.
                var retain = retain_graph || create_graph;
                Status.Check(
                    NativeMethods.ec_autograd_grad(
                        of, outputs.Count, with, inputs.Count, weights, retain ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, into),
                    "autograd.grad");
            }

            GC.KeepAlive((outputs, inputs, grad_outputs));
            return Array.ConvertAll(results, result => result == 0 ? null : Tensor.Own(result));
        }

        private static nint[] Handles(IList<Tensor> tensors) => [.. tensors.Select(tensor => tensor.Handle)];
    }
}
