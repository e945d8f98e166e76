using System.Text;
using Hotaru.Model;

namespace Hotaru.Storage.Head;

/// <summary>Which labels and times are taken.</summary>
internal sealed class AppendRules(StorageModel model)
{
    private long _windowMs = (long)model.OutOfOrderWindow.TotalMilliseconds;

    /// <summary>How much older than the newest a sample may be; a reload may change it.</summary>
    public long WindowMs
    {
        get => Interlocked.Read(ref _windowMs);
        set => Interlocked.Exchange(ref _windowMs, value);
    }

    public long RetentionMs { get; } = (long)model.RetentionRaw.TotalMilliseconds;

    public long FutureMs { get; } = (long)model.MaxFuture.TotalMilliseconds;

    public bool IsInBounds(long timeMs, long nowMs) =>
        timeMs >= nowMs - RetentionMs && timeMs <= nowMs + FutureMs;

    public bool AreValid(Labels labels)
    {
        if (labels.Count > model.MaxLabels || labels.MetricName.Length == 0) return false;
        foreach (var label in labels)
        {
            if (label.Name.Length == 0 || label.Name.Length > model.MaxLabelNameLength
                || label.Value.Length > model.MaxLabelValueLength
                || !IsUtf8(label.Name) || !IsUtf8(label.Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether each surrogate has its partner, so that the text has a UTF-8 form.</summary>
    private static bool IsUtf8(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (true)
        {
            var at = rest.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (at < 0) return true;
            rest = rest[at..];
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[used..];
        }
    }
}
