namespace Hotaru.Model;

/// <summary>
/// The expressions that people mostly write, without an automaton: alternatives of plain text with <c>.*</c>
/// or
/// <c>.+</c> in them, such as <c>lo|veth.*</c>. They match the whole text, and dots match newlines.
/// </summary>
internal sealed class WildcardText
{
    private readonly Piece[][] _alternatives;

    private WildcardText(Piece[][] alternatives) => _alternatives = alternatives;

    /// <summary>Null where the expression has anything else in it.</summary>
    public static WildcardText? TryParse(string pattern)
    {
        var alternatives = new List<Piece[]>();
        foreach (var alternative in pattern.Split('|'))
        {
            if (Pieces(alternative) is not { } pieces) return null;
            alternatives.Add(pieces);
        }

        return new WildcardText([.. alternatives]);
    }

    public bool IsMatch(string text)
    {
        foreach (var pieces in _alternatives)
        {
            if (IsMatch(pieces, text)) return true;
        }

        return false;
    }

    private static Piece[]? Pieces(string alternative)
    {
        var pieces = new List<Piece>();
        var start = 0;
        var gap = Gap.None;
        for (var i = 0; i < alternative.Length; i++)
        {
            if (alternative[i] != '.')
            {
                if (GoRegex.IsMeta(alternative[i])) return null;
                continue;
            }

            if (i + 1 == alternative.Length || alternative[i + 1] is not ('*' or '+')) return null;
            // A second quantifier, or .* behind .*, is left to the automaton.
            if (i + 2 < alternative.Length && alternative[i + 2] is '*' or '+' or '?' or '{' or '.')
                return null;
            pieces.Add(new Piece(alternative[start..i], gap));
            gap = alternative[i + 1] == '*' ? Gap.Any : Gap.Some;
            i++;
            start = i + 1;
        }

        pieces.Add(new Piece(alternative[start..], gap));
        return [.. pieces];
    }

    /// <summary>Text between gaps is taken where it comes first; the last piece must end the text.</summary>
    private static bool IsMatch(Piece[] pieces, string text)
    {
        if (pieces.Length == 1) return string.Equals(pieces[0].Text, text, StringComparison.Ordinal);
        if (!text.StartsWith(pieces[0].Text, StringComparison.Ordinal)) return false;
        var at = pieces[0].Text.Length;
        for (var i = 1; i < pieces.Length - 1; i++)
        {
            var from = at + (pieces[i].Before == Gap.Some ? 1 : 0);
            if (from > text.Length) return false;
            var found = text.IndexOf(pieces[i].Text, from, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + pieces[i].Text.Length;
        }

        var last = pieces[^1];
        return text.Length - last.Text.Length >= at + (last.Before == Gap.Some ? 1 : 0)
            && text.EndsWith(last.Text, StringComparison.Ordinal);
    }

    private enum Gap
    {
        None,
        Any,
        Some,
    }

    /// <summary>Plain text, and what may stand before it.</summary>
    private readonly record struct Piece(string Text, Gap Before);
}
