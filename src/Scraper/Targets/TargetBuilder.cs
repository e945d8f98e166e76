using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// Makes targets of what was discovered: fills in the job's settings, relabels, checks the result.
/// </summary>
internal static class TargetBuilder
{
    /// <summary>
    /// The target; null where relabeling drops it, or where it cannot be scraped (then with a fault).
    /// </summary>
    public static Target? Build(
        ScrapeModel job, Labels target, Labels group, out Labels discovered, out string fault)
    {
        fault = "";
        discovered = Discovered(job, target, group);
        var builder = new LabelsBuilder(discovered);
        if (!Relabeler.Apply(builder, job.Relabeling)) return null;
        if (builder[TargetLabels.Address].Length == 0)
        {
            fault = "no address";
            return null;
        }

        if (!TryTimes(builder, out var interval, out var timeout, out fault)) return null;
        if (!AreFlags(builder, out fault)) return null;
        foreach (var label in builder.Build())
        {
            if (label.Name.StartsWith(TargetLabels.MetaPrefix, StringComparison.Ordinal))
                builder.Remove(label.Name);
        }

        if (builder[LabelNames.Instance].Length == 0)
            builder.Set(LabelNames.Instance, builder[TargetLabels.Address]);
        try
        {
            return new Target(job, discovered, builder.Build(), interval, timeout);
        }
        catch (UriFormatException e)
        {
            fault = $"{builder[TargetLabels.Address]} is not an address: {e.Message}";
            return null;
        }
    }

    private static Labels Discovered(ScrapeModel job, Labels target, Labels group)
    {
        var builder = new LabelsBuilder(target);
        foreach (var label in group)
        {
            if (!builder.Has(label.Name)) builder.Set(label.Name, label.Value);
        }

        Default(builder, LabelNames.Job, job.JobName);
        Default(builder, TargetLabels.ScrapeInterval, PrometheusDuration.Format(job.Interval));
        Default(builder, TargetLabels.ScrapeTimeout, PrometheusDuration.Format(job.Timeout));
        Default(builder, TargetLabels.MetricsPath, job.MetricsPath);
        Default(builder, TargetLabels.Scheme, job.Scheme);
        Default(builder, TargetLabels.ConvertClassicHistograms, Flag(job.ConvertClassicHistograms));
        Default(builder, TargetLabels.AlwaysClassicHistograms, Flag(job.AlwaysClassicHistograms));
        Default(builder, TargetLabels.NativeHistograms, Flag(job.NativeHistograms));
        foreach (var (name, values) in job.Params)
        {
            if (values.Count > 0) Default(builder, TargetLabels.ParamPrefix + name, values[0]);
        }

        return builder.Build();
    }

    private static void Default(LabelsBuilder builder, string name, string value)
    {
        if (builder[name].Length == 0) builder.Set(name, value);
    }

    private static string Flag(bool value) => value ? "true" : "false";

    private static bool AreFlags(LabelsBuilder builder, out string fault)
    {
        fault = "";
        foreach (var name in (ReadOnlySpan<string>)
        [
            TargetLabels.ConvertClassicHistograms, TargetLabels.AlwaysClassicHistograms,
            TargetLabels.NativeHistograms,
        ])
        {
            if (builder[name].Length > 0 && TargetFlag.Read(builder[name]) is null)
                fault = $"{name} \"{builder[name]}\" is neither true nor false";
        }

        return fault.Length == 0;
    }

    private static bool TryTimes(
        LabelsBuilder builder, out TimeSpan interval, out TimeSpan timeout, out string fault)
    {
        fault = "";
        timeout = default;
        if (!PrometheusDuration.TryParse(builder[TargetLabels.ScrapeInterval], out interval)
            || interval <= TimeSpan.Zero)
            fault = $"scrape interval \"{builder[TargetLabels.ScrapeInterval]}\" is not a duration above 0";
        else if (!PrometheusDuration.TryParse(builder[TargetLabels.ScrapeTimeout], out timeout)
            || timeout <= TimeSpan.Zero)
            fault = $"scrape timeout \"{builder[TargetLabels.ScrapeTimeout]}\" is not a duration above 0";
        else if (timeout > interval)
            fault = "the scrape timeout is longer than the scrape interval";
        return fault.Length == 0;
    }
}
