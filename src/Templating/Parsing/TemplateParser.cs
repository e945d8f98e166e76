using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary>
/// Parses one text into its template and those it defines. The grammar is Go's text/template/parse.
/// </summary>
internal sealed partial class TemplateParser(string name, string text, TemplateFunctions functions)
{
    /// <summary>Nesting a person would not write; keeps the recursion within the stack.</summary>
    private const int MaxDepth = 200;

    private readonly TokenStream _tokens = new(new TemplateLexer(text).Run());
    private readonly List<TemplateTree> _trees = [];
    private List<string> _variables = ["$"];
    private int _rangeDepth;
    private int _depth;
    private int _actionLine;

    /// <exception cref="TemplateException">The text is not valid.</exception>
    public IReadOnlyList<TemplateTree> Parse()
    {
        var root = new ListNode(0);
        while (_tokens.Peek().Kind != TokenKind.End)
        {
            if (_tokens.Peek().Kind == TokenKind.LeftDelimiter && IsKeyword(_tokens.PeekSecond(), "define"))
            {
                _tokens.Next();
                _tokens.NextNonSpace();
                Definition();
                continue;
            }

            var node = TextOrAction();
            if (node is EndNode) throw Error($"unexpected {node}");
            root.Nodes.Add(node);
        }

        Add(name, root);
        return _trees;
    }

    private static bool IsKeyword(Token token, string word) => token.Kind == TokenKind.Keyword
        && token.Text == word;

    private void Add(string treeName, ListNode root)
    {
        var tree = new TemplateTree(treeName, name, text, root);
        var known = _trees.FindIndex(t => t.Name == treeName);
        if (known < 0) _trees.Add(tree);
        else if (_trees[known].IsEmpty) _trees[known] = tree;
        else if (!tree.IsEmpty)
            throw Error($"template: multiple definition of template {GoText.Quote(treeName)}");
    }

    private void Definition()
    {
        const string context = "define clause";
        var token = _tokens.NextNonSpace();
        if (token.Kind is not (TokenKind.String or TokenKind.RawString)) throw Unexpected(token, context);
        var definedName = Unquoted(token);
        Expect(TokenKind.RightDelimiter, context);
        Add(definedName, Body(context));
    }

    /// <summary>The list of a definition or block, with variables of its own.</summary>
    private ListNode Body(string context)
    {
        var (outer, outerDepth) = (_variables, _rangeDepth);
        (_variables, _rangeDepth) = (["$"], 0);
        var (list, end) = ItemList();
        if (end.IsElse) throw Error($"unexpected {end} in {context}");
        (_variables, _rangeDepth) = (outer, outerDepth);
        return list;
    }

    private (ListNode List, EndNode End) ItemList()
    {
        if (++_depth > MaxDepth) throw Error("too deeply nested");
        var list = new ListNode(_tokens.PeekNonSpace().At);
        while (_tokens.PeekNonSpace().Kind != TokenKind.End)
        {
            var node = TextOrAction();
            if (node is EndNode end)
            {
                _depth--;
                return (list, end);
            }

            list.Nodes.Add(node);
        }

        _tokens.Next();
        throw Error("unexpected EOF");
    }

    private Node TextOrAction()
    {
        var token = _tokens.NextNonSpace();
        if (token.Kind == TokenKind.Text) return new TextNode(token.At, token.Text);
        if (token.Kind != TokenKind.LeftDelimiter) throw Unexpected(token, "input");
        _actionLine = LineOf(token.At);
        var action = Action();
        _actionLine = 0;
        return action;
    }

    private Node Action()
    {
        var token = _tokens.NextNonSpace();
        if (token.Kind == TokenKind.Keyword)
        {
            switch (token.Text)
            {
                case "block": return Block();
                case "break" or "continue": return LoopControl(token);
                case "else": return Else();
                case "end": return new EndNode(Expect(TokenKind.RightDelimiter, "end").At, false);
                case "if": return Branch(BranchKind.If, "if");
                case "range": return Branch(BranchKind.Range, "range");
                case "with": return Branch(BranchKind.With, "with");
                case "template": return Call();
            }
        }

        _tokens.Back();
        var at = _tokens.Peek().At;
        return new ActionNode(at, Pipeline("command", TokenKind.RightDelimiter));
    }

    private EndNode Else()
    {
        var next = _tokens.PeekNonSpace();
        if (IsKeyword(next, "if") || IsKeyword(next, "with")) return new EndNode(next.At, true);
        return new EndNode(Expect(TokenKind.RightDelimiter, "else").At, true);
    }

    private LoopControlNode LoopControl(Token word)
    {
        var token = _tokens.NextNonSpace();
        if (token.Kind != TokenKind.RightDelimiter) throw Unexpected(token, $"{{{{{word.Text}}}}}");
        if (_rangeDepth == 0) throw Error($"{{{{{word.Text}}}}} outside {{{{range}}}}");
        return new LoopControlNode(word.At, word.Text == "break");
    }

    private BranchNode Branch(BranchKind kind, string context)
    {
        var known = _variables.Count;
        var pipe = Pipeline(context, TokenKind.RightDelimiter);
        if (kind == BranchKind.Range) _rangeDepth++;
        var (list, end) = ItemList();
        if (kind == BranchKind.Range) _rangeDepth--;
        var otherwise = end.IsElse ? Otherwise(kind, context, end) : null;
        _variables.RemoveRange(known, _variables.Count - known);
        return new BranchNode(pipe.At, kind, pipe, list, otherwise);
    }

    private ListNode Otherwise(BranchKind kind, string context, EndNode end)
    {
        // "else if" and "else with" are a branch of the same kind within the else; one end closes both.
        if (kind != BranchKind.Range && IsKeyword(_tokens.Peek(), context))
        {
            _tokens.Next();
            var list = new ListNode(end.At);
            if (++_depth > MaxDepth) throw Error("too deeply nested");
            list.Nodes.Add(Branch(kind, context));
            _depth--;
            return list;
        }

        var (otherwise, close) = ItemList();
        if (close.IsElse) throw Error($"expected end; found {close}");
        return otherwise;
    }

    private CallNode Block()
    {
        const string context = "block clause";
        var token = _tokens.NextNonSpace();
        var blockName = TemplateName(token, context);
        var pipe = Pipeline(context, TokenKind.RightDelimiter);
        Add(blockName, Body(context));
        return new CallNode(token.At, blockName, pipe);
    }

    private CallNode Call()
    {
        const string context = "template clause";
        var token = _tokens.NextNonSpace();
        var called = TemplateName(token, context);
        if (_tokens.NextNonSpace().Kind == TokenKind.RightDelimiter)
            return new CallNode(token.At, called, null);
        _tokens.Back();
        return new CallNode(token.At, called, Pipeline(context, TokenKind.RightDelimiter));
    }

    private string TemplateName(Token token, string context)
    {
        if (token.Kind is TokenKind.String or TokenKind.RawString) return Unquoted(token);
        throw Unexpected(token, context);
    }

    private string Unquoted(Token token) => GoUnquote.Text(token.Text) ?? throw Error("invalid syntax");

    private Token Expect(TokenKind kind, string context)
    {
        var token = _tokens.NextNonSpace();
        return token.Kind == kind ? token : throw Unexpected(token, context);
    }

    private int LineOf(int at) => 1 + text.AsSpan(0, Math.Min(at, text.Length)).Count('\n');

    private TemplateException Unexpected(Token token, string context)
    {
        if (token.Kind != TokenKind.Error) return Error($"unexpected {token} in {context}");
        if (_actionLine == 0 || _actionLine == LineOf(token.At)) return Error(token.Text);
        var join = token.Text.EndsWith(" action", StringComparison.Ordinal) ? " started"
            : " in action started";
        return Error($"{token.Text}{join} at {name}:{_actionLine}");
    }

    private TemplateException Error(string what)
    {
        var line = LineOf(_tokens.Last.At);
        return new TemplateException(name, line, what, $"template: {name}:{line}: {what}");
    }
}
