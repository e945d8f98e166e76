using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Rules;

namespace Hotaru.Appliance.Wiring;

/// <summary>Rules: read through PromQL, woken by arrivals, telling the notifier and the lamp.</summary>
internal static class RulesWiring
{
    public static void AddRules(this IServiceCollection services)
    {
        services.AddSingleton(provider => new RuleEngine(
            provider.GetRequiredService<PromqlEngine>(), provider.GetRequiredService<ISampleSink>(),
            provider.GetRequiredService<IStore>(), [.. provider.GetServices<IAlertSink>()],
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RuleEngine>>()));
        services.AddSingleton<IArrivalSink>(provider => provider.GetRequiredService<RuleEngine>());
        services.AddSingleton<IHealthSource>(provider => provider.GetRequiredService<RuleEngine>());
        services.AddSingleton<IProgressSource>(provider => provider.GetRequiredService<RuleEngine>());
        services.AddSingleton<RulesStart>();
        services.AddSingleton<IReloadable>(provider => provider.GetRequiredService<RulesStart>());
        services.AddHostedService(provider => provider.GetRequiredService<RulesStart>());
    }
}
