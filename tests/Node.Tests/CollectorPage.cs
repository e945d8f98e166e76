using System.Buffers;
using System.Text;
using Hotaru.Testing;

namespace Hotaru.Node.Tests;

/// <summary>Runs one collector over fake files and keeps what it wrote.</summary>
internal sealed class CollectorPage
{
    private readonly NodePage _page = new();

    public FakeFiles Files { get; } = new();

    public ManualTime Time { get; } = new();

    public Machine Machine(NodeOptions? options = null) => new(options ?? new NodeOptions(), Files, Time);

    /// <summary>The sample lines, without HELP and TYPE, in the order of names.</summary>
    public string[] Samples(ICollector collector) =>
        [.. Text(collector).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(l => !l.StartsWith('#'))];

    public string Text(ICollector collector)
    {
        _page.Begin();
        collector.Collect(_page);
        var output = new ArrayBufferWriter<byte>();
        _page.WriteTo(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
