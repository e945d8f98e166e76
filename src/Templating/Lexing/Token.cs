namespace Hotaru.Templating;

/// <param name="At">Index of the first character in the template's text.</param>
internal readonly record struct Token(TokenKind Kind, int At, string Text)
{
    /// <summary>As Go's parser shows a token in its messages.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.End => "EOF",
        TokenKind.Error => Text,
        TokenKind.Keyword => $"<{Text}>",
        _ when Text.Length > 10 => Hotaru.Model.GoText.Quote(Text[..10]) + "...",
        _ => Hotaru.Model.GoText.Quote(Text),
    };
}
