using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Configuration.Operator;
using Hotaru.Model;

namespace Hotaru.Appliance.Wiring.Operator;

/// <summary>The operator's resources of a cluster as configuration.</summary>
internal static class OperatorWiring
{
    public static void AddOperator(this IServiceCollection services, ApplianceModel model)
    {
        services.AddSingleton(provider => new OperatorWatch(
            provider.GetRequiredService<Reloader>, provider.GetRequiredService<IStore>(),
            provider.GetRequiredService<ApplianceModel>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IReloadable>(provider => provider.GetRequiredService<OperatorWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<OperatorWatch>());
        if (model.Hotaru.Operator.Watch is not null)
            services.AddSingleton<IHealthSource>(provider => provider.GetRequiredService<OperatorWatch>());
    }

    /// <summary>With what was known of the cluster before this start.</summary>
    public static ApplianceModel WithKnown(this ApplianceModel model, IStore store)
    {
        if (model.Hotaru.Operator.Watch is null) return model;
        var known = new OperatorArchive(store).Read();
        return OperatorJoin.Join(model.Files, known, new ProblemList()).Model ?? model;
    }
}
