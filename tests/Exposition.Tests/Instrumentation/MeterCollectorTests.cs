using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;

namespace Hotaru.Exposition.Tests;

public sealed class MeterCollectorTests
{
    [Fact]
    public void Instruments_become_families()
    {
        using var meter = new Meter("Test." + nameof(Instruments_become_families));
        using var collector = new MeterCollector(m => m.Name == meter.Name);
        var counter = meter.CreateCounter<long>("pushes", null, "Pushes.");
        var level = meter.CreateUpDownCounter<int>("queue.length");
        var gauge = meter.CreateGauge<double>("temperature");
        var histogram = meter.CreateHistogram("took_seconds",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        meter.CreateObservableGauge("observed", () => new Measurement<int>(5, new KeyValuePair<string,
            object?>("a.b", "x")));

        counter.Add(2, new KeyValuePair<string, object?>("result", "good"));
        counter.Add(3, new KeyValuePair<string, object?>("result", "good"));
        counter.Add(1, new KeyValuePair<string, object?>("result", "bad"));
        level.Add(4);
        level.Add(-1);
        gauge.Record(20);
        gauge.Record(21.5);
        histogram.Record(0.5);
        histogram.Record(2);
        histogram.Record(9);

        var output = new ArrayBufferWriter<byte>();
        FamilyWriter.Write(collector.Collect().OrderBy(f => f.Name), ExpositionType.Text, output);
        Assert.Equal("""
            # TYPE observed gauge
            observed{a_b="x"} 5
            # HELP pushes_total Pushes.
            # TYPE pushes_total counter
            pushes_total{result="good"} 5
            pushes_total{result="bad"} 1
            # TYPE queue_length gauge
            queue_length 3
            # TYPE temperature gauge
            temperature 21.5
            # TYPE took_seconds histogram
            took_seconds_bucket{le="1"} 1
            took_seconds_bucket{le="2"} 2
            took_seconds_bucket{le="+Inf"} 3
            took_seconds_sum 11.5
            took_seconds_count 3

            """, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void The_process_tells_of_itself()
    {
        using var own = new OwnMetrics();
        var families = own.Collect().ToDictionary(f => f.Name);

        Assert.All(
            ["process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds",
                "process_open_fds", "process_max_fds", "dotnet_gc_heap_bytes"],
            name => Assert.True(families.ContainsKey(name), name));
    }
}
