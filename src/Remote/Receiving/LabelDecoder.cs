using System.Text;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>Makes a series of encoded labels, once for each series.</summary>
internal static class LabelDecoder
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Version 1: label messages (field 1) one after the other.</summary>
    public static ReceivedSeries FromMessages(ReadOnlySpan<byte> encoded)
    {
        var labels = new List<Label>();
        var reader = new ProtoReader(encoded);
        string? fault = null;
        while (!reader.AtEnd)
        {
            reader.Tag();
            labels.Add(OneLabel(reader.Bytes(), ref fault));
        }

        return Check(labels, fault);
    }

    /// <summary>Version 2: pairs of positions in the symbol table.</summary>
    public static ReceivedSeries FromReferences(ReadOnlySpan<byte> packed, SymbolTable symbols)
    {
        var labels = new List<Label>();
        var reader = new ProtoReader(packed);
        string? fault = null;
        while (!reader.AtEnd)
        {
            var name = Text(symbols[reader.Varint()], ref fault);
            if (reader.AtEnd) throw new FormatException("labels_refs has an odd number of entries");
            labels.Add(new Label(name, Text(symbols[reader.Varint()], ref fault)));
        }

        return Check(labels, fault);
    }

    public static Label OneLabel(ReadOnlySpan<byte> message, ref string? fault)
    {
        string name = "", value = "";
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) name = Text(reader.Bytes(), ref fault);
            else if (tag == 0x12) value = Text(reader.Bytes(), ref fault);
            else reader.Skip(tag);
        }

        return new Label(name, value);
    }

    private static ReceivedSeries Check(List<Label> labels, string? fault)
    {
        // A label with an empty value is the same as no label.
        labels.RemoveAll(static label => label.Value.Length == 0 && label.Name.Length > 0);
        labels.Sort(static (a, b) => Labels.CompareText(a.Name, b.Name));
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i].Name.Length == 0) fault ??= "a label has no name";
            else if (i > 0 && labels[i].Name == labels[i - 1].Name)
                fault ??= $"label {GoText.Quote(labels[i].Name)} comes twice";
        }

        var made = Labels.FromSorted([.. labels]);
        if (made.MetricName.Length == 0) fault ??= "there is no metric name";
        return new ReceivedSeries(made, fault);
    }

    private static string Text(ReadOnlySpan<byte> utf8, ref string? fault)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            fault ??= "a label is not UTF-8";
            return Encoding.UTF8.GetString(utf8);
        }
    }
}
