using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Makes io.prometheus.write.v2.Request of what is queued: samples of one series come together, texts go into
/// the symbol table, and each series says what its family is. Used by one thread. Source: the remote write
/// 2.0 specification.
/// </summary>
internal sealed class Version2Encoder(Func<string, MetricMetadata?> describe)
{
    private readonly Dictionary<string, uint> _symbols = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly Dictionary<ByteKey, Version2Series> _series = [];
    private readonly List<Version2Series> _order = [];
    private readonly ProtoWriter _scratch = new();

    public void Encode(ReadOnlySpan<byte> fields, ProtoWriter into)
    {
        _symbols.Clear();
        _texts.Clear();
        _series.Clear();
        _order.Clear();
        Symbol("");
        var entries = new QueuedEntries(fields);
        while (entries.Next()) Add(entries);
        foreach (var text in _texts) into.Text(4, text);
        foreach (var series in _order)
        {
            _scratch.Clear();
            series.WriteTo(_scratch);
            into.Bytes(5, _scratch.Written);
        }
    }

    private void Add(QueuedEntries entry)
    {
        var series = Of(entry.Labels);
        switch (entry.Kind)
        {
            case QueuedEntries.Sample: series.Samples.Bytes(2, entry.Message); break;
            case QueuedEntries.Histogram: series.Histograms.Bytes(3, entry.Message); break;
            case QueuedEntries.Exemplar: AddExemplar(series, entry.Message); break;
            default: break;
        }
    }

    private Version2Series Of(ReadOnlySpan<byte> labels)
    {
        var key = ByteKey.Of(labels);
        if (_series.TryGetValue(key, out var series)) return series;
        var (references, name) = References(labels);
        series = new Version2Series(references, Metadata(name));
        _series[key] = series;
        _order.Add(series);
        return series;
    }

    private (byte[] References, string Name) References(ReadOnlySpan<byte> labels)
    {
        var references = new ProtoWriter();
        var metric = "";
        string? fault = null;
        var reader = new ProtoReader(labels);
        while (!reader.AtEnd)
        {
            reader.Tag();
            var label = LabelDecoder.OneLabel(reader.Bytes(), ref fault);
            references.Varint(Symbol(label.Name));
            references.Varint(Symbol(label.Value));
            if (label.Name == LabelNames.MetricName) metric = label.Value;
        }

        return (references.Written.ToArray(), metric);
    }

    private void AddExemplar(Version2Series series, ReadOnlySpan<byte> message)
    {
        var references = new ProtoWriter();
        var rest = new ProtoWriter();
        string? fault = null;
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            switch (tag)
            {
                case 0x0A:
                    var label = LabelDecoder.OneLabel(reader.Bytes(), ref fault);
                    references.Varint(Symbol(label.Name));
                    references.Varint(Symbol(label.Value));
                    break;
                case 0x11: rest.Double(2, reader.Double()); break;
                case 0x18: rest.Varint(3, reader.Varint()); break;
                default: reader.Skip(tag); break;
            }
        }

        _scratch.Clear();
        _scratch.Bytes(1, references.Written);
        _scratch.Raw(rest.Written);
        series.Exemplars.Bytes(4, _scratch.Written);
    }

    private byte[] Metadata(string metric)
    {
        var found = describe(metric);
        foreach (var suffix in (ReadOnlySpan<string>)["_bucket", "_count", "_sum"])
        {
            if (found is null && metric.EndsWith(suffix, StringComparison.Ordinal))
                found = describe(metric[..^suffix.Length]);
        }

        if (found is null) return [];
        var message = new ProtoWriter();
        message.Varint(1, (ulong)found.Type);
        message.Varint(3, Symbol(found.Help));
        message.Varint(4, Symbol(found.Unit));
        return message.Written.ToArray();
    }

    private uint Symbol(string text)
    {
        if (_symbols.TryGetValue(text, out var reference)) return reference;
        reference = (uint)_texts.Count;
        _texts.Add(text);
        return _symbols[text] = reference;
    }
}
