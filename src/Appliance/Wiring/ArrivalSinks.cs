using Hotaru.Model;

namespace Hotaru.Appliance.Wiring;

/// <summary>Tells everyone who wants to hear at once of samples that came.</summary>
internal sealed class ArrivalSinks(IReadOnlyList<IArrivalSink> sinks) : IArrivalSink
{
    public void Arrived(IReadOnlyCollection<string> metricNames)
    {
        foreach (var sink in sinks) sink.Arrived(metricNames);
    }
}
