using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// The points of one series as JSON text, <c>[[1435781430.781,"1"],...]</c>. Most of what a range query
/// answers is this, so it goes around the JSON writer. Rents its memory; belongs to one thread.
/// </summary>
internal sealed class PointText : IDisposable
{
    /// <summary>A time, the longest value and the signs around them.</summary>
    private const int MaxPoint = GoFloat.MaxLength + 40;

    private byte[] _text = ArrayPool<byte>.Shared.Rent(32 << 10);
    private int _length;
    private readonly byte[] _highText = new byte[24];
    private long _high = -1;
    private int _highLength;
    private long _valueBits;
    private int _valueAt;
    private int _valueLength;

    public ReadOnlySpan<byte> Write(ReadOnlySpan<Sample> samples)
    {
        (_length, _valueLength) = (0, 0);
        _text[_length++] = (byte)'[';
        foreach (var sample in samples)
        {
            if (_text.Length - _length < MaxPoint) Grow();
            Append(sample);
        }

        // The last point's comma gives way to the end of the list.
        if (samples.IsEmpty) _length++;
        _text[_length - 1] = (byte)']';
        return _text.AsSpan(0, _length);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_text);

    /// <summary>Seconds with up to three decimals.</summary>
    internal static int WriteTime(long timestampMs, Span<byte> text)
    {
        var length = 0;
        if (timestampMs < 0) text[length++] = (byte)'-';
        var magnitude = Math.Abs(timestampMs);
        Utf8Formatter.TryFormat(magnitude / 1000, text[length..], out var written);
        length += written;
        var fraction = (int)(magnitude % 1000);
        if (fraction == 0) return length;
        text[length] = (byte)'.';
        DecimalText.WriteThree(fraction, text[(length + 1)..]);
        return length + 4;
    }

    /// <summary>
    /// The shortest digits of .NET and Go are the same; only with an exponent do their forms differ.
    /// </summary>
    [SkipLocalsInit]
    internal static int WriteValue(double value, Span<byte> text)
    {
        if (DecimalText.TryWrite(value, text, out var length)) return length;
        if (double.IsFinite(value)
            && value.TryFormat(text, out length, default, CultureInfo.InvariantCulture)
            && !text[..length].Contains((byte)'E'))
            return length;
        return JsonStream.Format(value, text);
    }

    private void Append(Sample sample)
    {
        var text = _text.AsSpan(_length);
        text[0] = (byte)'[';
        var length = 1 + WriteNextTime(sample.TimestampMs, text[1..]);
        text[length++] = (byte)',';
        text[length++] = (byte)'"';
        length += WriteNextValue(sample.Value, text[length..], _length + length);
        text[length++] = (byte)'"';
        text[length++] = (byte)']';
        text[length++] = (byte)',';
        _length += length;
    }

    /// <summary>The times of points have most of their digits in common: those are copied.</summary>
    private int WriteNextTime(long timestampMs, Span<byte> text)
    {
        var (seconds, fraction) = Math.DivRem(timestampMs, 1000);
        if (timestampMs < 0 || fraction != 0) return WriteTime(timestampMs, text);
        var (high, low) = Math.DivRem(seconds, 10_000);
        if (high == 0) return WriteTime(timestampMs, text);
        if (high != _high)
        {
            _high = high;
            Utf8Formatter.TryFormat(high, _highText, out _highLength);
        }

        _highText.AsSpan(0, _highLength).CopyTo(text);
        text[_highLength] = (byte)('0' + (int)low / 1000);
        DecimalText.WriteThree((int)low % 1000, text[(_highLength + 1)..]);
        return _highLength + 4;
    }

    /// <summary>A value that is the one before is copied.</summary>
    private int WriteNextValue(double value, Span<byte> text, int at)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        if (bits == _valueBits && _valueLength > 0)
            _text.AsSpan(_valueAt, _valueLength).CopyTo(text);
        else (_valueBits, _valueLength) = (bits, WriteValue(value, text));
        _valueAt = at;
        return _valueLength;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * _text.Length);
        _text.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_text);
        _text = larger;
    }
}
