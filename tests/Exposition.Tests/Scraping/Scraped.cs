using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition.Tests;

/// <summary>
/// Writes what a scrape parser yields as lines, so that a test can say what it expects as text.
/// </summary>
internal static class Scraped
{
    public static string Text(string body, ExpositionFormat format = ExpositionFormat.Text) =>
        Lines(Encoding.UTF8.GetBytes(body), format);

    public static string Lines(
        byte[] body, ExpositionFormat format, ScrapeParserOptions? options = null, bool withStart = false)
    {
        var parser = ScrapeParser.For(format, body, options);
        var text = new StringBuilder();
        while (parser.Next()) Append(text, parser, withStart);
        return text.ToString().TrimEnd('\n');
    }

    private static void Append(StringBuilder text, ScrapeParser parser, bool withStart)
    {
        switch (parser.Kind)
        {
            case EntryKind.Help or EntryKind.Unit:
                text.Append($"{parser.Kind} {parser.ReadFamily()} {parser.ReadText()}\n");
                return;
            case EntryKind.Type:
                text.Append($"Type {parser.ReadFamily()} {parser.Type}\n");
                return;
        }

        text.Append(parser.ReadLabels());
        if (parser.Kind == EntryKind.Histogram)
            text.Append($" h(count={parser.Histogram!.Count} sum={parser.Histogram.Sum})");
        else text.Append($" {GoFloat.General(parser.Value)}");
        if (parser.TimestampMs is { } timestamp) text.Append($" @{timestamp}");
        while (parser.NextExemplar() is { } exemplar)
            text.Append($" # {exemplar.Labels} {exemplar.Value} {exemplar.TimestampMs}");
        if (withStart && parser.ReadStartTimestampMs() is var start and not 0) text.Append($" since {start}");
        text.Append('\n');
    }
}
