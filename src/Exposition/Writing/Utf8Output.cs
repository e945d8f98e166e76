using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>Writes text straight into a buffer writer. <see cref="Flush"/> when done.</summary>
internal ref struct Utf8Output(IBufferWriter<byte> writer)
{
    private const int Smallest = 512;

    private readonly IBufferWriter<byte> _writer = writer;
    private Span<byte> _free;
    private int _used;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_free[_used..]);
        _used += bytes.Length;
    }

    public void Write(byte value)
    {
        Reserve(1);
        _free[_used++] = value;
    }

    public void Write(string text)
    {
        Reserve(text.Length * 3);
        _used += Encoding.UTF8.GetBytes(text, _free[_used..]);
    }

    /// <summary>With \\ and \n escaped, and \" where quotes are to be escaped too.</summary>
    public void WriteEscaped(string text, bool quotes)
    {
        if (text.AsSpan().IndexOfAny('\\', '\n', '"') < 0)
        {
            Write(text);
            return;
        }

        foreach (var c in text.EnumerateRunes())
        {
            if (c.Value == '\\') Write("\\\\"u8);
            else if (c.Value == '\n') Write("\\n"u8);
            else if (c.Value == '"' && quotes) Write("\\\""u8);
            else
            {
                Reserve(4);
                _used += c.EncodeToUtf8(_free[_used..]);
            }
        }
    }

    /// <summary>A value of text 0.0.4; a negative zero is a zero there.</summary>
    public void WriteFloat(double value)
    {
        Reserve(GoFloat.MaxLength);
        _used += GoFloat.WriteGeneral(value == 0 ? 0 : value, _free[_used..]);
    }

    /// <summary>A value of OpenMetrics, le and quantile: with a point or an exponent.</summary>
    public void WriteOpenMetricsFloat(double value)
    {
        Reserve(GoFloat.MaxLength + 2);
        _used += FloatText.WriteOpenMetrics(value == 0 ? 0 : value, _free[_used..]);
    }

    public void WriteInteger(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, _free[_used..], out var written);
        _used += written;
    }

    public void Flush()
    {
        if (_used > 0) _writer.Advance(_used);
        _free = default;
        _used = 0;
    }

    private void Reserve(int bytes)
    {
        if (_free.Length - _used >= bytes) return;
        Flush();
        _free = _writer.GetSpan(Math.Max(bytes, Smallest));
    }
}
