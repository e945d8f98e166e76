namespace Hotaru.Notifier;

/// <summary>
/// Takes the bare addresses out of a header such as <c>Ops &lt;ops@example.org&gt;, a@example.org</c>.
/// </summary>
internal static class MailAddresses
{
    /// <exception cref="FormatException">An entry is no address.</exception>
    public static IReadOnlyList<string> Parse(string header)
    {
        List<string> addresses = [];
        foreach (var entry in Split(header))
        {
            var text = entry.Trim();
            if (text.Length == 0) continue;
            var open = text.LastIndexOf('<');
            var address = open >= 0 && text.EndsWith('>') ? text[(open + 1)..^1].Trim() : text;
            var at = address.LastIndexOf('@');
            if (at <= 0 || at == address.Length - 1
                || address.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or ','))
                throw new FormatException($"\"{text}\" is not a mail address");
            addresses.Add(address);
        }

        return addresses.Count > 0 ? addresses
            : throw new FormatException($"\"{header}\" has no mail address");
    }

    /// <summary>Splits at commas outside of quotes.</summary>
    private static IEnumerable<string> Split(string header)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i] == '\\' && quoted) i++;
            else if (header[i] == '"') quoted = !quoted;
            else if (header[i] == ',' && !quoted)
            {
                yield return header[start..i];
                start = i + 1;
            }
        }

        yield return header[start..];
    }
}
