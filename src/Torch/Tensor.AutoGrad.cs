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

        /// <summary>The same for a tensor of any shape, weighted by <paramref name="grad"/>.</summary>
        public void backward(Tensor grad)
        {
            Check(NativeMethods.ec_backward(Handle, grad.Handle, 0, 0));
            GC.KeepAlive(grad);
        }
    }
}
