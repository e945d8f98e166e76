using Hotaru.Appliance.Configuration;
using Hotaru.Indicator;
using Hotaru.Jobs;
using Hotaru.Model;
using Hotaru.Node;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Wiring;

/// <summary>Jobs: the board, its clocks, and what a reload declares.</summary>
internal static class JobsWiring
{
    public static void AddJobs(this IServiceCollection services, HotaruModel model)
    {
        services.AddSingleton(provider => new JobBoard(
            provider.GetRequiredService<IStore>(), model.Jobs, [.. provider.GetServices<IAlertSink>()],
            provider.GetRequiredService<TimeProvider>(), new JobLimits { RunsPerJob = model.JobHistory },
            provider.GetRequiredService<ILogger<JobBoard>>()));
        services.AddSingleton<AlertInbox>();
        services.AddSingleton<IAlertSink>(provider => provider.GetRequiredService<AlertInbox>());
        services.AddSingleton(provider => new PushSigns(
            provider.GetRequiredService<JobBoard>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<AlertIncidentService>();
        services.AddHostedService(provider => new JobClockService(
            provider.GetRequiredService<JobBoard>(), provider.GetRequiredService<IStore>(),
            provider.GetRequiredService<ISampleSink>(),
            () => provider.GetRequiredService<ClockTrust>().IsTrusted,
            new ArrivalSinks([.. provider.GetServices<IArrivalSink>()]),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<JobClockService>>()));
        services.AddHostedService(provider => new IncidentWords(
            provider.GetRequiredService<NotifierService>(), provider.GetRequiredService<IndicatorPanel>(),
            provider.GetRequiredService<JobBoard>(), NotifierWiring.ExternalLabels(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<IncidentWords>>()));
        services.AddSingleton<IReloadable, JobsReload>();
        services.AddSingleton<ClusterJobs>();
        services.AddSingleton<IReloadable>(provider => provider.GetRequiredService<ClusterJobs>());
        services.AddHostedService(provider => provider.GetRequiredService<ClusterJobs>());
    }

    private sealed class JobsReload(JobBoard board) : IReloadable
    {
        public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation) =>
            board.DeclareAsync(JobOrigin.File, model.Hotaru.Jobs, cancellation);
    }
}
