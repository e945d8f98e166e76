namespace Hotaru.Testing;

/// <summary>
/// A mail as it was taken: the envelope, who signed in (empty: nobody), whether over TLS, and the data.
/// </summary>
public sealed record SmtpMessage(
    string From, IReadOnlyList<string> To, string User, bool WasEncrypted, string Data)
{
    public string Subject => Header("Subject");

    /// <summary>A header's value with its folded lines joined; empty where there is none.</summary>
    public string Header(string name)
    {
        var head = Data.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal)
            .Replace("\r\n\t", " ", StringComparison.Ordinal);
        var line = head.Split("\r\n")
            .FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line is null ? "" : line[(name.Length + 1)..].Trim();
    }
}
