namespace Hotaru.Promql;

/// <summary>What is to be known of each operator.</summary>
internal static class BinaryOperators
{
    private static readonly string[] Symbols =
        ["+", "-", "*", "/", "%", "^", "atan2", "==", "!=", "<", "<=", ">", ">=", "</", ">/", "and", "or",
            "unless"];

    public static string Symbol(this BinaryOperator op) => Symbols[(int)op];

    public static bool IsComparison(this BinaryOperator op) =>
        op is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual;

    public static bool IsSet(this BinaryOperator op) => op >= BinaryOperator.And;

    /// <summary>Binding strength; all but the power bind to the left.</summary>
    public static int Precedence(this BinaryOperator op) => op switch
    {
        BinaryOperator.Or => 1,
        BinaryOperator.And or BinaryOperator.Unless => 2,
        >= BinaryOperator.Equal and <= BinaryOperator.TrimLower => 3,
        BinaryOperator.Add or BinaryOperator.Sub => 4,
        BinaryOperator.Pow => 6,
        _ => 5,
    };

    /// <summary>The tokens of operators stand in the order of the operators.</summary>
    public static BinaryOperator Of(TokenKind kind) => (BinaryOperator)(kind - TokenKind.Add);
}
