using Hotaru.Appliance.Configuration;
using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Remote;

namespace Hotaru.Appliance.Wiring;

/// <summary>The query engine; its options follow a reload.</summary>
internal static class QueryWiring
{
    public static void AddQueries(this IServiceCollection services, ApplianceModel model)
    {
        services.AddSingleton(provider => new PromqlEngine(
            provider.GetRequiredService<RemoteReadSource>(), Options(model),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IReloadable, QueryReload>();
    }

    /// <summary>The peer's flags of queries, with what is in force.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Flags(QueryModel query)
    {
        var options = query.Options;
        yield return new("enable-feature", string.Join(',', query.Features));
        yield return new("query.lookback-delta", PrometheusDuration.Format(options.LookbackDelta));
        yield return new("query.max-concurrency", $"{options.MaxConcurrentQueries}");
        yield return new("query.max-samples", $"{options.MaxSamples}");
        yield return new("query.timeout", PrometheusDuration.Format(options.Timeout));
    }

    private static EngineOptions Options(ApplianceModel model) => model.Hotaru.Query.Options with
    {
        DefaultEvaluationInterval = model.Prometheus.Global.EvaluationInterval,
    };

    private sealed class QueryReload(PromqlEngine engine) : IReloadable
    {
        public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
        {
            engine.Apply(Options(model));
            return Task.CompletedTask;
        }
    }
}
