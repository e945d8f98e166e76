using System.Text;

namespace Hotaru.Exposition;

/// <summary>
/// Escapes as Prometheus's scrape parsers undo them: an unknown escape stays as it is written.
/// </summary>
internal static class Escapes
{
    /// <summary>
    /// Undoes \\ and \n, and \" where quotes are escaped too. The text must be valid UTF-8.
    /// </summary>
    public static string Undo(ReadOnlySpan<byte> text, bool quotes)
    {
        var plain = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : (byte)0;
            if (text[i] == '\\' && (next is (byte)'\\' or (byte)'n' || (next == '"' && quotes)))
            {
                plain[length++] = next == 'n' ? (byte)'\n' : next;
                i++;
            }
            else plain[length++] = text[i];
        }

        return Encoding.UTF8.GetString(plain, 0, length);
    }
}
