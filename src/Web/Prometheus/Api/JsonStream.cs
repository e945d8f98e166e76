using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>Writes JSON as it goes, in the forms of the field: times in seconds, values as texts.</summary>
internal sealed class JsonStream(PipeWriter pipe) : IAsyncDisposable
{
    private const int FlushAt = 32 << 10;

    private static readonly JsonWriterOptions Options = new()
    {
        // The answers are never put into a page as they are; a plus sign may stay a plus sign.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public Utf8JsonWriter Json { get; } = new(pipe, Options);

    /// <summary>To be called between the parts of a long answer: sends what has come together.</summary>
    public ValueTask BreatheAsync(CancellationToken cancellation) =>
        Json.BytesPending + pipe.UnflushedBytes < FlushAt ? ValueTask.CompletedTask
            : FlushAsync(cancellation);

    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await Json.FlushAsync(cancellation);
        await pipe.FlushAsync(cancellation);
    }

    /// <summary>Seconds, without decimals or with three: 1435781430.780.</summary>
    public void Time(long timestampMs) => Time(timestampMs, isShort: false);

    /// <summary>Seconds with as many decimals as it takes: 1435781430.78. So are scalars and texts.</summary>
    public void ShortTime(long timestampMs) => Time(timestampMs, isShort: true);

    /// <summary>A scalar's value: never with an exponent.</summary>
    public void PlainValue(double value)
    {
        Span<byte> text = stackalloc byte[GoFloat.MaxLength];
        Json.WriteStringValue(text[..GoFloat.WriteFixed(value, text)]);
    }

    private void Time(long timestampMs, bool isShort)
    {
        Span<byte> text = stackalloc byte[24];
        var length = 0;
        if (timestampMs < 0) text[length++] = (byte)'-';
        var magnitude = Math.Abs(timestampMs);
        Utf8Formatter.TryFormat(magnitude / 1000, text[length..], out var written);
        length += written;
        var fraction = (int)(magnitude % 1000);
        if (fraction != 0)
        {
            text[length++] = (byte)'.';
            Utf8Formatter.TryFormat(
                fraction, text[length..], out written, new System.Buffers.StandardFormat('D', 3));
            length += written;
            while (isShort && text[length - 1] == (byte)'0') length--;
        }

        Json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    /// <summary>A value as a text, as Go prints it.</summary>
    public void Value(double value)
    {
        Span<byte> text = stackalloc byte[GoFloat.MaxLength];
        Json.WriteStringValue(text[..Format(value, text)]);
    }

    /// <summary>Without an exponent, but for values that would be very long.</summary>
    public static int Format(double value, Span<byte> text)
    {
        var magnitude = Math.Abs(value);
        return magnitude != 0 && magnitude is < 1e-6 or >= 1e21
            ? GoFloat.WriteGeneral(value, text)
            : GoFloat.WriteFixed(value, text);
    }

    public void Labels(Labels labels)
    {
        Json.WriteStartObject();
        foreach (var label in labels) Json.WriteString(label.Name, label.Value);
        Json.WriteEndObject();
    }

    public void Texts(IEnumerable<string> texts)
    {
        Json.WriteStartArray();
        foreach (var text in texts) Json.WriteStringValue(text);
        Json.WriteEndArray();
    }

    public ValueTask DisposeAsync() => Json.DisposeAsync();
}
