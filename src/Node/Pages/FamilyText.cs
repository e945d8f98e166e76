using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Node;

/// <summary>
/// The samples of one family as text 0.0.4, in a buffer that is kept from scrape to scrape.
/// </summary>
internal sealed class FamilyText
{
    private readonly byte[] _name;
    private readonly byte[] _head;
    private byte[] _text = new byte[64];
    private int _length;
    private bool _hasLabels;

    public FamilyText(string name, MetricType type, string help)
    {
        (Name, Type) = (name, type);
        _name = Encoding.UTF8.GetBytes(name);
        var escaped = help.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        var helpLine = help.Length == 0 ? "" : $"# HELP {name} {escaped}\n";
        _head = Encoding.UTF8.GetBytes($"{helpLine}# TYPE {name} {TypeWord(type)}\n");
    }

    public string Name { get; }

    public MetricType Type { get; }

    public bool IsEmpty => _length == 0;

    public void Clear() => _length = 0;

    public void Add(double value) => Begin().End(value);

    public void Add(double value, ReadOnlySpan<byte> label, ReadOnlySpan<byte> text) =>
        Begin().Label(label, text).End(value);

    public void Add(double value, ReadOnlySpan<byte> label, string text) =>
        Begin().Label(label, text).End(value);

    /// <summary>Adds a sample whose name and labels are written as they are.</summary>
    public void AddSeries(string series, double value)
    {
        Append(Encoding.UTF8.GetBytes(series));
        _hasLabels = false;
        End(value);
    }

    /// <summary>
    /// Opens a sample; <see cref="Label(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/> and then an End follow.
    /// </summary>
    public FamilyText Begin(ReadOnlySpan<byte> suffix = default)
    {
        Append(_name);
        Append(suffix);
        _hasLabels = false;
        return this;
    }

    public FamilyText Label(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Append(_hasLabels ? ","u8 : "{"u8);
        _hasLabels = true;
        Append(name);
        Append("=\""u8);
        AppendEscaped(value);
        Append("\""u8);
        return this;
    }

    public FamilyText Label(ReadOnlySpan<byte> name, string value)
    {
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (size > 512) return Label(name, Encoding.UTF8.GetBytes(value));
        Span<byte> text = stackalloc byte[size];
        return Label(name, text[..Encoding.UTF8.GetBytes(value, text)]);
    }

    public FamilyText Label(ReadOnlySpan<byte> name, long value)
    {
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, text, out var length);
        return Label(name, text[..length]);
    }

    public void End(double value)
    {
        Append(_hasLabels ? "} "u8 : " "u8);
        // Most values of a machine are whole; the general form costs several times as much.
        if (value == Math.Floor(value) && Math.Abs(value) < 1e15)
        {
            Utf8Formatter.TryFormat((long)value, Room(20), out var digits);
            _length += digits;
        }
        else
        {
            _length += GoFloat.WriteGeneral(value, Room(GoFloat.MaxLength));
        }

        Append("\n"u8);
    }

    public void WriteTo(IBufferWriter<byte> output)
    {
        output.Write(_head);
        output.Write(_text.AsSpan(0, _length));
    }

    private static string TypeWord(MetricType type) => type switch
    {
        MetricType.Counter => "counter",
        MetricType.Gauge => "gauge",
        MetricType.Histogram => "histogram",
        MetricType.Summary => "summary",
        _ => "untyped",
    };

    private void AppendEscaped(ReadOnlySpan<byte> value)
    {
        while (value.IndexOfAny((byte)'\\', (byte)'"', (byte)'\n') is var at and >= 0)
        {
            Append(value[..at]);
            Append(value[at] == '\\' ? "\\\\"u8 : value[at] == '"' ? "\\\""u8 : "\\n"u8);
            value = value[(at + 1)..];
        }

        Append(value);
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
    }

    private Span<byte> Room(int bytes)
    {
        if (_text.Length - _length < bytes)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + bytes));
        return _text.AsSpan(_length);
    }
}
