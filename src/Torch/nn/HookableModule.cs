namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose inputs and results others may watch or replace, each time it is called.</summary>
        public abstract class HookableModule<TPreHook, TPostHook> : Module
            where TPreHook : Delegate
            where TPostHook : Delegate
        {
            protected HookableModule(string name)
                : base(name)
            {
            }

            // Replaced, never changed: a hook may remove itself or add another while they run.
            private protected TPreHook[] PreHooks { get; private set; } = [];

            private protected TPostHook[] PostHooks { get; private set; } = [];

            /// <summary>Runs <paramref name="hook"/> after each call with inputs and result; what it returns, unless null, replaces the result.</summary>
            public HookRemover register_forward_hook(TPostHook hook)
            {
                PostHooks = [.. PostHooks, hook];
                return new HookRemover(() => PostHooks = Without(PostHooks, hook));
            }

            /// <summary>Runs <paramref name="hook"/> before each call with its inputs; what it returns, unless null, replaces them.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook)
            {
                PreHooks = [.. PreHooks, hook];
                return new HookRemover(() => PreHooks = Without(PreHooks, hook));
            }

            // One of them: the same hook may be registered twice.
            private static T[] Without<T>(T[] hooks, T hook)
                where T : Delegate
            {
                var at = Array.IndexOf(hooks, hook);
                return [.. hooks[..at], .. hooks[(at + 1)..]];
            }

            /// <summary>Takes a hook off again.</summary>
            public sealed class HookRemover
            {
                private Action? _remove;

                internal HookRemover(Action remove) => _remove = remove;

                public void remove() => Interlocked.Exchange(ref _remove, null)?.Invoke();
            }
        }
    }
}
