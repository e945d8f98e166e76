namespace Hotaru.Promql;

/// <summary>A function's name, the types of its arguments and of its result.</summary>
/// <param name="Variadic">How many times the last argument may be left out or repeated more; -1: any
/// number.</param>
public sealed record FunctionSignature(
    string Name, IReadOnlyList<ValueKind> Arguments, ValueKind Returns, int Variadic = 0, bool Experimental =
        false);
