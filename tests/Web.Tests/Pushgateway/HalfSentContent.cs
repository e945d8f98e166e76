using System.Net;

namespace Hotaru.Web.Tests.Pushgateway;

/// <summary>A body that is sent but for its last byte, which comes when the test says so.</summary>
internal sealed class HalfSentContent(byte[] body) : HttpContent
{
    private readonly TaskCompletionSource _isHalfSent = new();

    public TaskCompletionSource Rest { get; } = new();

    public Task IsHalfSent => _isHalfSent.Task;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(body.AsMemory(1));
        await stream.FlushAsync();
        _isHalfSent.SetResult();
        await Rest.Task;
        await stream.WriteAsync(body.AsMemory(0, 1));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
