using System.Text;

namespace Hotaru.Remote;

/// <summary>Texts of a request, which must be UTF-8.</summary>
internal static class OtlpText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">The bytes are not UTF-8.</exception>
    public static string Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("a text is not UTF-8");
        }
    }
}
