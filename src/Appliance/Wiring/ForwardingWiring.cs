using Hotaru.Appliance.Configuration;
using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Wiring;

/// <summary>alerting.alertmanagers: the own rules' alerts go to Alertmanagers elsewhere as well.</summary>
internal static class ForwardingWiring
{
    public static void AddForwarding(this IServiceCollection services)
    {
        services.AddSingleton(provider => new AlertForwarder(
            NotifierWiring.ExternalLabels(provider), ForwardLimits.Default,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IAlertSink>(provider => provider.GetRequiredService<AlertForwarder>());
        services.AddSingleton<IHealthSource>(provider => provider.GetRequiredService<AlertForwarder>());
        services.AddSingleton<ForwardingStart>();
        services.AddSingleton<IReloadable>(provider => provider.GetRequiredService<ForwardingStart>());
        services.AddHostedService(provider => provider.GetRequiredService<ForwardingStart>());
    }

    public static IReadOnlyList<ForwardTarget> Targets(PrometheusModel model, TimeProvider time) =>
    [
        .. model.Alertmanagers.SelectMany(target => target.StaticUrls.Select(url => new ForwardTarget(
            url, HttpClientBuilder.Build(target.Http, time, compression: false), target.Timeout,
            labels => Relabel(labels, model.AlertRelabeling, target.AlertRelabeling)))),
    ];

    private static Labels? Relabel(
        Labels labels, IReadOnlyList<RelabelRule> forAll, IReadOnlyList<RelabelRule> forTarget)
    {
        if (forAll.Count == 0 && forTarget.Count == 0) return labels;
        var builder = new LabelsBuilder(labels);
        return Relabeler.Apply(builder, forAll) && Relabeler.Apply(builder, forTarget) ? builder.Build()
            : null;
    }
}
