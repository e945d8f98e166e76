namespace Hotaru.Promql;

/// <summary>Operators between two expressions.</summary>
public enum BinaryOperator
{
    Add, Sub, Mul, Div, Mod, Pow, Atan2, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    TrimUpper, TrimLower, And, Or, Unless,
}
