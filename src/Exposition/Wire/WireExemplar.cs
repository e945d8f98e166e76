using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>An Exemplar: 1 labels, 2 value, 3 timestamp.</summary>
internal readonly record struct WireExemplar(WireRange Message, double Value, long? TimestampMs)
{
    public static WireExemplar Read(WireReader reader, WireRange message)
    {
        var inner = reader.Enter(message);
        double value = 0;
        long? timestampMs = null;
        while (inner.Next(out var field, out var wireType))
        {
            if (field == 2 && wireType == WireReader.Fixed64) value = inner.ReadDouble();
            else if (field == 3 && wireType == WireReader.Bytes)
                timestampMs = WireTime.Read(inner.Enter(inner.ReadRange()));
            else inner.Skip(wireType);
        }

        return new WireExemplar(message, value, timestampMs);
    }

    public Exemplar ToExemplar(ReadOnlySpan<byte> body)
    {
        var labels = new LabelsBuilder();
        var reader = new WireReader(body, Message.Start, Message.End);
        while (reader.Next(out var field, out var wireType))
        {
            if (field != 1 || wireType != WireReader.Bytes)
            {
                reader.Skip(wireType);
                continue;
            }

            var label = WireLabel.Read(reader.Enter(reader.ReadRange()));
            var name = WireText.Get(body, label.Name, "label name");
            labels.Keep(name, WireText.Get(body, label.Value, "label value"));
        }

        return new Exemplar(labels.Build(), Value, TimestampMs);
    }
}
