namespace Hotaru.Exposition;

internal readonly record struct LabelRange(TextRange Name, TextRange Value);
