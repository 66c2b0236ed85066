using EventCollab.Torch.Modules;

namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static class utils
        {
            /// <summary>Scales all gradients together so that their norm is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before scaling.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> parameters, double max_norm, double norm_type = 2.0)
            {
                using var scope = NewDisposeScope();
                using var off = no_grad();
                List<Tensor> gradients = [.. parameters.Select(parameter => parameter.grad).OfType<Tensor>()];
                if (gradients.Count == 0)
                {
                    return 0.0;
                }

                var norms = gradients.Select(gradient => gradient.norm((float)norm_type)).ToList();
                var total = stack(norms).norm((float)norm_type).item().ToDouble();
                // PyTorch's 1e-6 keeps a norm of zero from dividing by zero.
                var scale = max_norm / (total + 1e-6);
                if (scale < 1)
                {
                    gradients.ForEach(gradient => gradient.mul_(scale));
                }

                return total;
            }

            /// <summary>All parameters one after the other, as one tensor of one dimension with their history.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> parameters)
            {
                var flat = parameters.Select(parameter => parameter.view(-1)).ToList();
                var vector = cat(flat);
                flat.ForEach(part => part.Dispose());
                return vector;
            }

            /// <summary>Copies a vector's numbers into the parameters, in their order.</summary>
            /// <exception cref="ArgumentException">The vector is longer or shorter than all parameters together.</exception>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> parameters)
            {
                var list = parameters.ToList();
                var total = list.Sum(parameter => parameter.numel());
                if (vec.numel() != total)
                {
                    throw new ArgumentException($"{vec.numel()} numbers for parameters of {total}", nameof(vec));
                }

                using var scope = NewDisposeScope();
                using var off = no_grad();
                var at = 0L;
                foreach (var parameter in list)
                {
                    parameter.copy_(vec.narrow(0, at, parameter.numel()).view(parameter.shape));
                    at += parameter.numel();
                }
            }

            /// <summary>Cuts every element of the gradients to at most <paramref name="clip_value"/>, up and down.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(clip_value);
                using var scope = NewDisposeScope();
                using var off = no_grad();
                foreach (var parameter in tensors)
                {
                    parameter.grad?.clamp_(-clip_value, clip_value);
                }
            }
        }
    }
}
