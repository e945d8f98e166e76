namespace Hotaru.Remote;

/// <summary>One TimeSeries of a version 2 request while it is put together.</summary>
internal sealed class Version2Series(byte[] references, byte[] metadata)
{
    public ProtoWriter Samples { get; } = new();

    public ProtoWriter Histograms { get; } = new();

    public ProtoWriter Exemplars { get; } = new();

    public void WriteTo(ProtoWriter message)
    {
        message.Bytes(1, references);
        message.Raw(Samples.Written);
        message.Raw(Histograms.Written);
        message.Raw(Exemplars.Written);
        if (metadata.Length > 0) message.Bytes(5, metadata);
    }
}
