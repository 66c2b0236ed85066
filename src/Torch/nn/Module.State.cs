namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>
            /// Parameters, then persistent buffers, of this module and all below under their dotted names. The tensors are the
            /// module's own, not copies: dispose none.
            /// </summary>
            public virtual Dictionary<string, Tensor> state_dict()
            {
                Dictionary<string, Tensor> state = [];
                foreach (var (name, parameter) in named_parameters())
                {
                    state.Add(name, parameter);
                }

                foreach (var (name, buffer) in PersistentBuffers(""))
                {
                    state.Add(name, buffer);
                }

                return state;
            }

            /// <summary>Copies the values of <paramref name="source"/> into this module, all or, on an error, none.</summary>
            /// <returns>The names this module has and the source lacks, and the other way round.</returns>
            /// <exception cref="ArgumentException">With <paramref name="strict"/>, names differ; always, a shape or element type does.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keys) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true)
            {
                var own = state_dict();
                List<string> missing = [.. own.Keys.Where(name => !source.ContainsKey(name))];
                List<string> unexpected = [.. source.Keys.Where(name => !own.ContainsKey(name))];
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new ArgumentException(
                        $"the state does not fit: missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}]", nameof(source));
                }

                var fitting = own.Where(entry => source.ContainsKey(entry.Key)).ToList();
                foreach (var (name, target) in fitting)
                {
                    CheckFit(name, target, source[name]);
                }

                using var off = no_grad();
                foreach (var (name, target) in fitting)
                {
                    target.copy_(source[name]);
                }

                return (missing, unexpected);
            }

            /// <summary>Writes the state in TorchSharp's layout; a file that is there stays whole until the new one is complete.</summary>
            public Module save(string location)
            {
                StateFiles.Save(this, location);
                return this;
            }

            public Module save(Stream stream)
            {
                using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return save(writer);
            }

            public Module save(BinaryWriter writer)
            {
                StateFile.Write(writer, state_dict());
                return this;
            }

            /// <summary>Reads a state in TorchSharp's layout, all of it or, on an error, none. The source may be hostile.</summary>
            /// <exception cref="InvalidDataException">
            /// The bytes are cut off, oversized, not of this module's names, types and shapes, or hold NaN or infinity; the text
            /// names the entry and the byte.
            /// </exception>
            public Module load(string location, bool strict = true)
            {
                StateFiles.Load(this, location, strict);
                return this;
            }

            public Module load(Stream stream, bool strict = true)
            {
                using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return load(reader, strict);
            }

            public Module load(BinaryReader reader, bool strict = true)
            {
                using var scope = NewDisposeScope();
                load_state_dict(StateFile.Read(reader, state_dict(), strict), strict);
                return this;
            }

            private static void CheckFit(string name, Tensor target, Tensor source)
            {
                if (!target.shape.AsSpan().SequenceEqual(source.shape) || target.dtype != source.dtype)
                {
                    throw new ArgumentException($"the state's '{name}' is {source}, this module's {target}", nameof(source));
                }
            }

            private IEnumerable<(string Name, Tensor Buffer)> PersistentBuffers(string prefix)
            {
                foreach (var (name, buffer) in named_buffers(false))
                {
                    if (!_transient.Contains(name))
                    {
                        yield return (prefix + name, buffer);
                    }
                }

                foreach (var (name, child) in named_children())
                {
                    foreach (var entry in child.PersistentBuffers($"{prefix}{name}."))
                    {
                        yield return entry;
                    }
                }
            }
        }
    }
}
