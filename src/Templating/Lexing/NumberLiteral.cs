namespace Hotaru.Templating;

/// <param name="Whole">The value as a whole number where it is one and fits 64 bits.</param>
/// <param name="IsFloat">Written with a dot or an exponent: a float where nothing else is asked for.</param>
internal readonly record struct NumberLiteral(string Text, long? Whole, double Float, bool IsFloat);
