using Hotaru.Promql;

namespace Hotaru.Appliance.Configuration;

/// <summary>
/// <c>promql:</c> of hotaru.yml: what the peer has as --query.* and --enable-feature on its command line.
/// </summary>
internal static class QuerySection
{
    private static readonly Dictionary<string, Func<EngineOptions, EngineOptions>> Features =
        new(StringComparer.Ordinal)
        {
            ["promql-experimental-functions"] =
                o => o with { Parser = o.Parser with { ExperimentalFunctions = true } },
            ["promql-duration-expr"] =
                o => o with { Parser = o.Parser with { DurationExpressions = true } },
            ["promql-extended-range-selectors"] =
                o => o with { Parser = o.Parser with { ExtendedRangeSelectors = true } },
            ["promql-binop-fill-modifiers"] =
                o => o with { Parser = o.Parser with { FillModifiers = true } },
            ["promql-delayed-name-removal"] = o => o with { DelayedNameRemoval = true },
            ["use-start-timestamps"] = o => o with { StartTimestamps = true },
            ["type-and-unit-labels"] = o => o with { TypeAndUnitLabels = true },
        };

    public static QueryModel Read(ConfigNode? node)
    {
        if (node?.Map() is not { } map) return QueryModel.Default;
        var defaults = QueryModel.Default.Options;
        var options = defaults with
        {
            LookbackDelta = Positive(map, "lookback_delta", defaults.LookbackDelta),
            Timeout = Positive(map, "timeout", defaults.Timeout),
            MaxSamples = Positive(map, "max_samples", defaults.MaxSamples),
            MaxConcurrentQueries =
                (int)Math.Min(Positive(map, "max_concurrency", defaults.MaxConcurrentQueries), 1000),
        };
        var features = new List<string>();
        foreach (var entry in map["features"]?.List() ?? [])
        {
            var name = entry.Text() ?? "";
            if (Features.TryGetValue(name, out var switchOn))
            {
                options = switchOn(options);
                features.Add(name);
            }
            else
            {
                map.Problems.Add(entry.At, $"\"{name}\" is not a feature of queries",
                    "write one of " + string.Join(", ", Features.Keys.Order(StringComparer.Ordinal)));
            }
        }

        map.End();
        return new QueryModel(options, features);
    }

    private static TimeSpan Positive(ConfigMap map, string name, TimeSpan otherwise)
    {
        var value = map.Duration(name, otherwise);
        if (value > TimeSpan.Zero) return value;
        map.Problems.Add(map.KeyAt(name), $"{name} must be more than 0");
        return otherwise;
    }

    private static long Positive(ConfigMap map, string name, long otherwise)
    {
        var value = map.Integer(name, otherwise);
        if (value > 0) return value;
        map.Problems.Add(map.KeyAt(name), $"{name} must be at least 1");
        return otherwise;
    }
}
