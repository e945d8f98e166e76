namespace Hotaru.Remote;

/// <summary>Which message a remote write body holds.</summary>
public enum RemoteWriteProtocol
{
    /// <summary>prometheus.WriteRequest, remote write 1.0.</summary>
    Version1,

    /// <summary>io.prometheus.write.v2.Request, remote write 2.0.</summary>
    Version2,
}
