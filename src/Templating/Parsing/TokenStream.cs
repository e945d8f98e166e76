namespace Hotaru.Templating;

/// <summary>Tokens with as much looking ahead and going back as the grammar needs.</summary>
internal sealed class TokenStream(List<Token> tokens)
{
    private int _next;

    /// <summary>The place in the stream, to go back to.</summary>
    public int Mark
    {
        get => _next;
        set => _next = value;
    }

    /// <summary>The token taken last: where an error is said to be.</summary>
    public Token Last => tokens[Math.Max(0, Math.Min(_next, tokens.Count) - 1)];

    public Token Next()
    {
        var token = Peek();
        _next++;
        return token;
    }

    public Token Peek() => tokens[Math.Min(_next, tokens.Count - 1)];

    public Token NextNonSpace()
    {
        while (Peek().Kind == TokenKind.Space) _next++;
        return Next();
    }

    public Token PeekNonSpace()
    {
        while (Peek().Kind == TokenKind.Space) _next++;
        return Peek();
    }

    public void Back() => _next--;

    /// <summary>The token behind this one, without spaces, and nothing taken.</summary>
    public Token PeekSecond()
    {
        var i = _next + 1;
        while (i < tokens.Count - 1 && tokens[i].Kind == TokenKind.Space) i++;
        return tokens[Math.Min(i, tokens.Count - 1)];
    }
}
