using System.Collections.Concurrent;
using Hotaru.Model;

namespace Hotaru.Testing;

/// <summary>Keeps every report in the order it came.</summary>
public sealed class RecordingAlertSink : IAlertSink
{
    private readonly ConcurrentQueue<AlertReport> _reports = new();

    public IReadOnlyList<AlertReport> Reports => [.. _reports];

    public void Receive(AlertReport report) => _reports.Enqueue(report);
}
