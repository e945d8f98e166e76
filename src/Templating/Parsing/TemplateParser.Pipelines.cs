using System.Text;
using Hotaru.Model;

namespace Hotaru.Templating;

/// <content>What stands within an action: pipelines, commands, operands.</content>
internal sealed partial class TemplateParser
{
    private PipeNode Pipeline(string context, TokenKind end)
    {
        if (++_depth > MaxDepth) throw Error("too deeply nested");
        var pipe = new PipeNode(_tokens.PeekNonSpace().At);
        Declarations(pipe, context);
        while (true)
        {
            var token = _tokens.NextNonSpace();
            if (token.Kind == end)
            {
                CheckPipeline(pipe, context);
                _depth--;
                return pipe;
            }

            if (!BeginsOperand(token.Kind)) throw Unexpected(token, context);
            _tokens.Back();
            pipe.Commands.Add(Command());
        }
    }

    private static bool BeginsOperand(TokenKind kind) => kind is TokenKind.Bool or TokenKind.Character
        or TokenKind.Dot or TokenKind.Field or TokenKind.Identifier or TokenKind.Number or TokenKind.Nil
        or TokenKind.RawString or TokenKind.String or TokenKind.Variable or TokenKind.LeftParenthesis;

    private void Declarations(PipeNode pipe, string context)
    {
        while (_tokens.PeekNonSpace() is { Kind: TokenKind.Variable } variable)
        {
            var mark = _tokens.Mark;
            _tokens.Next();
            var next = _tokens.PeekNonSpace().Kind;
            if (next is not (TokenKind.Assign or TokenKind.Declare or TokenKind.Comma))
            {
                _tokens.Mark = mark;
                return;
            }

            _tokens.NextNonSpace();
            pipe.Variables.Add(new VariableNode(variable.At, [variable.Text]));
            _variables.Add(variable.Text);
            if (next != TokenKind.Comma)
            {
                pipe.IsAssign = next == TokenKind.Assign;
                return;
            }

            if (context != "range" || pipe.Variables.Count >= 2)
                throw Error($"too many declarations in {context}");
            if (_tokens.PeekNonSpace().Kind is not (TokenKind.Variable or TokenKind.RightDelimiter
                or TokenKind.RightParenthesis))
                throw Error("range can only initialize variables");
        }
    }

    private void CheckPipeline(PipeNode pipe, string context)
    {
        if (pipe.Commands.Count == 0) throw Error($"missing value for {context}");
        for (var i = 1; i < pipe.Commands.Count; i++)
        {
            if (pipe.Commands[i].Arguments[0] is LiteralNode or DotNode)
                throw Error($"non executable command in pipeline stage {i + 1}");
        }
    }

    private CommandNode Command()
    {
        var command = new CommandNode(_tokens.PeekNonSpace().At);
        while (true)
        {
            _tokens.PeekNonSpace();
            if (Operand() is { } operand) command.Arguments.Add(operand);
            var token = _tokens.Next();
            if (token.Kind == TokenKind.Space) continue;
            if (token.Kind is TokenKind.RightDelimiter or TokenKind.RightParenthesis) _tokens.Back();
            else if (token.Kind != TokenKind.Pipe) throw Unexpected(token, "operand");
            break;
        }

        return command.Arguments.Count > 0 ? command : throw Error("empty command");
    }

    private Node? Operand()
    {
        var node = Term();
        if (node is null || _tokens.Peek().Kind != TokenKind.Field) return node;
        var at = _tokens.Peek().At;
        var names = new List<string>();
        while (_tokens.Peek().Kind == TokenKind.Field) names.Add(_tokens.Next().Text[1..]);
        return node switch
        {
            FieldNode field => new FieldNode(at, [.. field.Names, .. names]),
            VariableNode variable => new VariableNode(at, [.. variable.Names, .. names]),
            LiteralNode or DotNode =>
                throw Error($"unexpected . after term {GoText.Quote(node.ToString()!)}"),
            _ => new ChainNode(at, node, [.. names]),
        };
    }

    private Node? Term()
    {
        var token = _tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                if (!functions.Has(token.Text))
                    throw Error($"function {GoText.Quote(token.Text)} not defined");
                return new IdentifierNode(token.At, token.Text);
            case TokenKind.Dot:
                return new DotNode(token.At);
            case TokenKind.Variable:
                if (!_variables.Contains(token.Text))
                    throw Error($"undefined variable {GoText.Quote(token.Text)}");
                return new VariableNode(token.At, [token.Text]);
            case TokenKind.Field:
                return new FieldNode(token.At, [token.Text[1..]]);
            case TokenKind.LeftParenthesis:
                return Pipeline("parenthesized pipeline", TokenKind.RightParenthesis);
            case TokenKind.Nil:
                return new LiteralNode(token.At, token.Text, TemplateValue.Nil, null);
            case TokenKind.Bool:
                return new LiteralNode(token.At, token.Text, TemplateValue.Of(token.Text == "true"), null);
            case TokenKind.String or TokenKind.RawString:
                return new LiteralNode(token.At, token.Text, TemplateValue.Of(Unquoted(token)), null);
            case TokenKind.Number:
                return Number(token);
            case TokenKind.Character:
                return Character(token);
            default:
                _tokens.Back();
                return null;
        }
    }

    private static LiteralNode Number(Token token)
    {
        NumberSyntax.TryParse(token.Text, out var number);
        var value = !number.IsFloat && number.Whole is { } whole
            ? TemplateValue.Of(whole)
            : TemplateValue.Of(number.Float);
        return new LiteralNode(token.At, token.Text, value, number);
    }

    private LiteralNode Character(Token token)
    {
        var word = GoUnquote.Text(token.Text);
        if (word is null || Rune.DecodeFromUtf16(word, out var rune, out var length) != default
            || length != word.Length)
            throw Error($"malformed character constant: {token.Text}");
        var number = new NumberLiteral(token.Text, rune.Value, rune.Value, false);
        return new LiteralNode(token.At, token.Text, TemplateValue.Of((long)rune.Value), number);
    }
}
