namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module of one input. Callers use <see cref="call"/>, which runs hooks; implementers override <see cref="forward"/>.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T input);

            public TResult call(T input)
            {
                foreach (var hook in PreHooks)
                {
                    input = hook(this, input) ?? input;
                }

                var result = forward(input);
                foreach (var hook in PostHooks)
                {
                    result = hook(this, input, result) ?? result;
                }

                return result;
            }
        }

        /// <summary>A module of two inputs, as the losses are.</summary>
        public abstract class Module<T1, T2, TResult>
            : HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2);

            public TResult call(T1 input1, T2 input2)
            {
                foreach (var hook in PreHooks)
                {
                    (input1, input2) = hook(this, input1, input2) ?? (input1, input2);
                }

                var result = forward(input1, input2);
                foreach (var hook in PostHooks)
                {
                    result = hook(this, input1, input2, result) ?? result;
                }

                return result;
            }
        }

        /// <summary>A module of three inputs.</summary>
        public abstract class Module<T1, T2, T3, TResult>
            : HookableModule<Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?>, Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                foreach (var hook in PreHooks)
                {
                    (input1, input2, input3) = hook(this, input1, input2, input3) ?? (input1, input2, input3);
                }

                var result = forward(input1, input2, input3);
                foreach (var hook in PostHooks)
                {
                    result = hook(this, input1, input2, input3, result) ?? result;
                }

                return result;
            }
        }
    }
}
