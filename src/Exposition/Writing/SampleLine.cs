using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>The part of a line that both text forms write alike: name and labels.</summary>
internal static class SampleLine
{
    /// <summary>
    /// name{a="b",le="1.0"}, or {"na.me",...} where the name needs quotes; without braces where it can be.
    /// </summary>
    public static void WriteSeries(
        ref Utf8Output output, string name, string suffix, Labels labels, EscapingScheme scheme,
        string extraName = "", double extraValue = 0, bool openMetricsFloats = false)
    {
        var isBare = LabelNames.IsLegacyValidMetric(name);
        var isFirst = isBare;
        if (isBare) WriteName(ref output, name, suffix);
        else
        {
            output.Write("{\""u8);
            output.WriteEscaped(name, quotes: true);
            output.Write(suffix);
            output.Write((byte)'"');
        }

        foreach (var label in labels)
        {
            output.Write(isFirst ? (byte)'{' : (byte)',');
            isFirst = false;
            WriteLabel(ref output, label, scheme);
        }

        if (extraName.Length > 0)
        {
            output.Write(isFirst ? (byte)'{' : (byte)',');
            isFirst = false;
            output.Write(extraName);
            output.Write("=\""u8);
            if (openMetricsFloats) output.WriteOpenMetricsFloat(extraValue);
            else output.WriteFloat(extraValue);
            output.Write((byte)'"');
        }

        if (!isFirst || !isBare) output.Write((byte)'}');
    }

    public static void WriteLabel(ref Utf8Output output, Label label, EscapingScheme scheme)
    {
        var name = NameEscaping.Escape(label.Name, scheme);
        if (LabelNames.IsLegacyValid(name)) output.Write(name);
        else
        {
            output.Write((byte)'"');
            output.WriteEscaped(name, quotes: true);
            output.Write((byte)'"');
        }

        output.Write("=\""u8);
        output.WriteEscaped(label.Value, quotes: true);
        output.Write((byte)'"');
    }

    /// <summary># HELP and the like: keyword, name (in quotes where needed) and a blank.</summary>
    public static void WriteMetadata(ref Utf8Output output, ReadOnlySpan<byte> keyword, string name)
    {
        output.Write("# "u8);
        output.Write(keyword);
        output.Write((byte)' ');
        if (LabelNames.IsLegacyValidMetric(name)) output.Write(name);
        else
        {
            output.Write((byte)'"');
            output.WriteEscaped(name, quotes: true);
            output.Write((byte)'"');
        }

        output.Write((byte)' ');
    }

    private static void WriteName(ref Utf8Output output, string name, string suffix)
    {
        output.Write(name);
        if (suffix.Length > 0) output.Write(suffix);
    }
}
