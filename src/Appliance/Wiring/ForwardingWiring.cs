using Hotaru.Appliance.Configuration;
using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Wiring;

/// <summary>alerting.alertmanagers: the own rules' alerts go to Alertmanagers elsewhere as well.</summary>
internal static class ForwardingWiring
{
    private const string Address = "__address__";
    private const string Scheme = "__scheme__";
    private const string AlertsPath = "__alerts_path__";

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

    /// <param name="found">The addresses of each entry of alerting.alertmanagers.</param>
    public static IReadOnlyList<ForwardTarget> Targets(
        PrometheusModel model, IReadOnlyList<IReadOnlyList<Uri>> found, TimeProvider time) =>
    [
        .. model.Alertmanagers.Zip(found).SelectMany(pair => pair.Second.Select(url => new ForwardTarget(
            url, HttpClientBuilder.Build(pair.First.Http, time, compression: false), pair.First.Timeout,
            labels => Relabel(labels, model.AlertRelabeling, pair.First.AlertRelabeling)))),
    ];

    /// <summary>
    /// What was found, after relabel_configs; labels are Prometheus's: __address__, __scheme__,
    /// __alerts_path__. A target that relabeling drops or leaves without an address is none.
    /// </summary>
    public static IReadOnlyList<Uri> Urls(AlertmanagerTargetModel model, IReadOnlyList<Labels> found)
    {
        List<Uri> urls = [];
        foreach (var target in found)
        {
            var labels = new LabelsBuilder(target);
            if (!labels.Has(Scheme)) labels.Set(Scheme, model.Scheme);
            labels.Set(AlertsPath, $"/{model.PathPrefix.Trim('/')}/api/v2/alerts".Replace("//", "/"));
            if (!Relabeler.Apply(labels, model.Relabeling) || labels[Address].Length == 0) continue;
            if (Uri.TryCreate(
                $"{labels[Scheme]}://{labels[Address]}{labels[AlertsPath]}", UriKind.Absolute, out var url))
                urls.Add(url);
        }

        return [.. urls.Distinct()];
    }

    private static Labels? Relabel(
        Labels labels, IReadOnlyList<RelabelRule> forAll, IReadOnlyList<RelabelRule> forTarget)
    {
        if (forAll.Count == 0 && forTarget.Count == 0) return labels;
        var builder = new LabelsBuilder(labels);
        return Relabeler.Apply(builder, forAll) && Relabeler.Apply(builder, forTarget) ? builder.Build()
            : null;
    }
}
