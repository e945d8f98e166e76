using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Text to syntax tree. Thread-safe.</summary>
public static class PromqlParser
{
    /// <summary>How deep parentheses, calls and signs may nest.</summary>
    internal const int MaxDepth = 256;

    /// <summary>Parses and type-checks an expression.</summary>
    /// <exception cref="PromqlParseException">It is not an expression; the message has line and
    /// column.</exception>
    public static Expression Parse(string text, ParserOptions? options = null)
    {
        var expression = new ExpressionParser(text, options ?? ParserOptions.Default).ParseExpression();
        new TypeChecker(text).Check(expression);
        expression.Source = text;
        return expression;
    }

    /// <summary>
    /// Parses one vector selector without offset and @, the form of <c>match[]</c> parameters.
    /// </summary>
    /// <exception cref="PromqlParseException">It is not a selector.</exception>
    public static IReadOnlyList<Matcher> ParseSelector(string text)
    {
        var selector = new ExpressionParser(text, ParserOptions.Default).ParseOnlySelector();
        return selector.Matchers;
    }
}
