using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace EventCollab.Torch.Native;

/// <summary>An operator of libtorch, found on first use and kept.</summary>
/// <param name="name">Name in the dispatcher, as <c>aten::add</c>.</param>
/// <param name="overload">Overload in the dispatcher; empty for the first.</param>
internal sealed unsafe class Op(string name, string overload = "")
{
    // Nothing bound here comes near: the longest schema has 16 arguments, and lists are shapes.
    private const int StackWords = 64;

    private nint _handle;

    internal string Name { get; } = overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>Finds the operator without calling it.</summary>
    /// <exception cref="ExternalException">This libtorch has no such operator.</exception>
    internal nint Resolve()
    {
        if (_handle != 0)
        {
            return _handle;
        }

        nint found;
        fixed (byte* nameBytes = Encoding.UTF8.GetBytes(name + '\0'), overloadBytes = Encoding.UTF8.GetBytes(overload + '\0'))
        {
            Status.Check(NativeMethods.ec_op_find(nameBytes, overloadBytes, &found), Name);
        }

        return _handle = found;
    }

    /// <summary>Calls an operator that returns one tensor, owned by the caller or its scope.</summary>
    internal torch.Tensor Call(params ReadOnlySpan<Arg> args)
    {
        EcVal result;
        Invoke(args, &result, 1);
        return torch.Tensor.Own(Tensor(result));
    }

    /// <summary>Calls an in-place operator; its result is its first argument again, and that second reference is dropped.</summary>
    internal void CallInPlace(params ReadOnlySpan<Arg> args)
    {
        EcVal result;
        Invoke(args, &result, 1);
        NativeMethods.ec_free(result.Pointer);
    }

    /// <summary>Calls an operator that returns nothing.</summary>
    internal void CallVoid(params ReadOnlySpan<Arg> args) => Invoke(args, null, 0);

    /// <summary>Calls an operator that returns two tensors.</summary>
    internal (torch.Tensor First, torch.Tensor Second) Call2(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc EcVal[2];
        Invoke(args, results, 2);
        return (torch.Tensor.Own(Tensor(results[0])), torch.Tensor.Own(Tensor(results[1])));
    }

    /// <summary>Calls an operator that returns three tensors.</summary>
    internal (torch.Tensor First, torch.Tensor Second, torch.Tensor Third) Call3(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc EcVal[3];
        Invoke(args, results, 3);
        return (torch.Tensor.Own(Tensor(results[0])), torch.Tensor.Own(Tensor(results[1])), torch.Tensor.Own(Tensor(results[2])));
    }

    /// <summary>Calls an operator that returns four tensors.</summary>
    internal (torch.Tensor First, torch.Tensor Second, torch.Tensor Third, torch.Tensor Fourth) Call4(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc EcVal[4];
        Invoke(args, results, 4);
        return (torch.Tensor.Own(Tensor(results[0])), torch.Tensor.Own(Tensor(results[1])), torch.Tensor.Own(Tensor(results[2])),
            torch.Tensor.Own(Tensor(results[3])));
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    internal torch.Tensor[] CallMany(params ReadOnlySpan<Arg> args)
    {
        EcVal result;
        Invoke(args, &result, 1);
        var tensors = new torch.Tensor[result.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = torch.Tensor.Own(((nint*)result.Pointer)[i]);
        }

        NativeMethods.ec_free_mem((void*)result.Pointer);
        return tensors;
    }

    /// <summary>Calls an operator that returns a truth value.</summary>
    internal bool CallBool(params ReadOnlySpan<Arg> args)
    {
        EcVal result;
        Invoke(args, &result, 1);
        return result.Int != 0;
    }

    [SkipLocalsInit]
    private void Invoke(ReadOnlySpan<Arg> args, EcVal* results, int capacity)
    {
        var words = 0;
        foreach (ref readonly var arg in args)
        {
            words += arg.Words;
        }

        if (words == 0)
        {
            Invoke(args, null, results, capacity);
            return;
        }

        if (words > StackWords)
        {
            InvokeLarge(args, words, results, capacity);
            return;
        }

        var memory = stackalloc long[StackWords];
        Invoke(args, memory, results, capacity);
    }

    private void InvokeLarge(ReadOnlySpan<Arg> args, int words, EcVal* results, int capacity)
    {
        fixed (long* memory = new long[words])
        {
            Invoke(args, memory, results, capacity);
        }
    }

    [SkipLocalsInit]
    private void Invoke(ReadOnlySpan<Arg> args, long* memory, EcVal* results, int capacity)
    {
        var op = Resolve();
        var values = stackalloc EcVal[args.Length];
        for (var i = 0; i < args.Length; i++)
        {
            values[i] = args[i].Write(memory);
            memory += args[i].Words;
        }

        int produced;
        var code = NativeMethods.ec_op_call(op, values, args.Length, results, capacity, &produced);
        foreach (ref readonly var arg in args)
        {
            arg.KeepAlive();
        }

        Status.Check(code, Name);
    }

    private nint Tensor(in EcVal value)
        => value.Tag == EcTag.Tensor ? value.Pointer : throw new ExternalException($"{Name}: returned no tensor but {value.Tag}");
}
