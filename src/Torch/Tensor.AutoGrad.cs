using EventCollab.Torch.Native;

namespace EventCollab.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get
            {
                int on;
                Check(NativeMethods.ec_requires_grad(Handle, &on));
                return on != 0;
            }
            set => Check(NativeMethods.ec_set_requires_grad(Handle, value ? 1 : 0));
        }

        public bool is_leaf
        {
            get
            {
                int leaf;
                Check(NativeMethods.ec_is_leaf(Handle, &leaf));
                return leaf != 0;
            }
        }

        /// <summary>The gradient; each read makes a new handle, owned like every result. Null before the first backward.</summary>
        public Tensor? grad
        {
            get
            {
                nint result;
                Check(NativeMethods.ec_grad(Handle, &result));
                return result == 0 ? null : Own(result);
            }
            set
            {
                Check(NativeMethods.ec_set_grad(Handle, value is null ? 0 : value.Handle));
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Adds the gradient of this scalar to every leaf it was made from.</summary>
        public void backward() => Check(NativeMethods.ec_backward(Handle, 0, 0, 0));

        /// <summary>The same for a tensor of any shape, weighted by a gradient of that shape.</summary>
        /// <param name="grad_tensors">One tensor: how the result changes with each element of this.</param>
        /// <param name="retain_graph">Keeps the history for another backward; create_graph when null.</param>
        /// <param name="create_graph">Makes the gradients differentiable themselves.</param>
        /// <param name="inputs">Only these receive gradients, leaves or not.</param>
        public void backward(
            IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            if (grad_tensors is { Count: not 1 })
            {
                throw new ArgumentException($"{grad_tensors.Count} weights for one tensor", nameof(grad_tensors));
            }

            if (inputs is not null)
            {
                Accumulate(inputs, autograd.grad([this], inputs, grad_tensors, retain_graph ?? create_graph, create_graph, allow_unused: true));
                return;
            }

            Check(NativeMethods.ec_backward(Handle, grad_tensors?[0].Handle ?? 0, (retain_graph ?? create_graph) ? 1 : 0, create_graph ? 1 : 0));
            GC.KeepAlive(grad_tensors);
        }

        /// <summary>Keeps the gradient of this intermediate result as if it were a leaf.</summary>
        public void retain_grad() => Ops.RetainGrad.CallVoid(this);

        private static void Accumulate(IList<Tensor> inputs, IList<Tensor?> found)
        {
            for (var i = 0; i < inputs.Count; i++)
            {
                if (found[i] is { } added)
                {
                    inputs[i].grad = inputs[i].grad is { } before ? before + added : added;
                }
            }
        }
    }
}
