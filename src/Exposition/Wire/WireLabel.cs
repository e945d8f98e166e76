namespace Hotaru.Exposition;

internal readonly record struct WireLabel(WireRange Name, WireRange Value)
{
    /// <summary>A LabelPair: 1 name, 2 value.</summary>
    public static WireLabel Read(WireReader reader)
    {
        WireRange name = default, value = default;
        while (reader.Next(out var field, out var wireType))
        {
            if (field == 1 && wireType == WireReader.Bytes) name = reader.ReadRange();
            else if (field == 2 && wireType == WireReader.Bytes) value = reader.ReadRange();
            else reader.Skip(wireType);
        }

        return new WireLabel(name, value);
    }
}
