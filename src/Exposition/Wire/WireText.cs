using System.Text.Unicode;

namespace Hotaru.Exposition;

internal static class WireText
{
    public static string Get(ReadOnlySpan<byte> body, WireRange range, string what)
    {
        var text = range.Of(body);
        if (!Utf8.IsValid(text))
        {
            var error = $"the {what} is not valid UTF-8";
            throw new ExpositionException(error, 0, range.Start) { IsInconsistent = true };
        }

        return TextPool.Get(text);
    }
}
