using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Benchmarks;

/// <summary>
/// Times range queries of 24 h at 60 s over series of 24 h at 15 s, in memory. Prints the median of several
/// runs in milliseconds and the memory that one run allocates.
/// </summary>
internal static class QueryTimes
{
    private const long Day = 86_400_000;
    private const int Runs = 7;

    private static readonly string[] Modes =
        ["idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"];

    private static readonly string[] Queries =
    [
        "rate(cpu_seconds_total[5m])",
        "sum by (instance, mode) (rate(cpu_seconds_total[5m]))",
        "100 - avg by (instance) (rate(cpu_seconds_total{mode=\"idle\"}[5m])) * 100",
        "topk(5, rate(cpu_seconds_total[5m]))",
        "avg_over_time(cpu_seconds_total{mode=\"idle\"}[1h])",
        "max_over_time(cpu_seconds_total{mode=\"idle\"}[1h])",
        "cpu_seconds_total{mode=\"idle\"} / on(instance, cpu) cpu_seconds_total{mode=\"user\"}",
        "histogram_quantile(0.9, sum by (le) (rate(request_seconds_bucket[5m])))",
        "count({__name__=~\".+\"})",
        "max_over_time(sum by (instance) (rate(cpu_seconds_total[5m]))[1h:5m])",
        "cpu_seconds_total{instance=\"host-03\"}",
    ];

    public static void Run(TextWriter output)
    {
        using var engine = new PromqlEngine(Source(), new EngineOptions(), TimeProvider.System);
        foreach (var query in Queries)
        {
            var expression = engine.Parse(query);
            var times = new List<double>();
            long allocated = 0;
            for (var run = 0; run < Runs; run++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var started = TimeProvider.System.GetTimestamp();
                engine.Range(expression, Day, 2 * Day, 60_000, default);
                times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
                allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            }

            times.Sort();
            output.WriteLine($"{times[Runs / 2],9:F1} ms {allocated / 1e6,8:F1} MB  {query}");
        }
    }

    private static ColumnSource Source()
    {
        var random = new Random(1);
        var all = new List<(Labels, long[], double[])>();
        for (var host = 0; host < 20; host++)
        {
            for (var cpu = 0; cpu < 4; cpu++)
            {
                foreach (var mode in Modes)
                {
                    all.Add(Series(
                        random, "cpu_seconds_total", "instance", $"host-{host:00}", "cpu", $"{cpu}", "mode",
                            mode));
                }
            }

            foreach (var bound in (string[])["0.05", "0.1", "0.5", "1", "5", "+Inf"])
                all.Add(Series(random, "request_seconds_bucket", "instance", $"host-{host:00}", "le", bound));
        }

        return new ColumnSource(all);
    }

    private static (Labels, long[], double[]) Series(Random random, string name, params string[] labels)
    {
        const int Count = (int)(2 * Day / 15_000);
        var times = new long[Count];
        var values = new double[Count];
        double value = 0;
        for (var i = 0; i < Count; i++)
        {
            times[i] = i * 15_000L + 137;
            value += random.Next(0, 64) / 64.0;
            values[i] = value;
        }

        return (Labels.Of(["__name__", name, .. labels]), times, values);
    }
}
