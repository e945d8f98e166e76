using System.Text.Json.Serialization;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// <c>push</c> of a job that a person declares on the page or by the API: the words of hotaru.yml, of which
/// one rule may be given; <c>off</c> for pushes that are no signs of life.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PushDeclaration
{
    public bool Off { get; init; }

    public string ExitCode { get; init; } = "";

    public string LastSuccess { get; init; } = "";

    public string SucceededIf { get; init; } = "";

    public string FailedIf { get; init; } = "";

    public string Duration { get; init; } = "";

    public static PushDeclaration Of(PushRule rule) => new()
    {
        Off = rule.IsOff,
        ExitCode = rule.ExitCode,
        LastSuccess = rule.LastSuccess,
        SucceededIf = rule.SucceededIf?.Text ?? "",
        FailedIf = rule.FailedIf?.Text ?? "",
        Duration = rule.Duration,
    };

    /// <param name="problems">What is wrong is added, a sentence each.</param>
    internal PushRule ToRule(List<string> problems)
    {
        string[] given = [ExitCode ?? "", LastSuccess ?? "", (SucceededIf ?? "") + (FailedIf ?? "")];
        if (given.Count(rule => rule.Length > 0) > (Off ? 0 : 1))
            problems.Add("push: more than one rule is given; keep one of them");
        return new PushRule
        {
            IsOff = Off,
            ExitCode = Metric(ExitCode, problems),
            LastSuccess = Metric(LastSuccess, problems),
            SucceededIf = Condition(SucceededIf, problems),
            FailedIf = Condition(FailedIf, problems),
            Duration = Metric(Duration, problems),
        };
    }

    private static string Metric(string? name, List<string> problems)
    {
        if (!string.IsNullOrEmpty(name) && !LabelNames.IsLegacyValidMetric(name))
            problems.Add($"push: \"{name}\" is not a metric's name");
        return name ?? "";
    }

    private static PushCondition? Condition(string? text, List<string> problems)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var condition = PushCondition.TryParse(text);
        if (condition is null)
            problems.Add($"push: \"{text}\" is not a condition; write backup_status{{step=\"copy\"}} == 1");
        return condition;
    }
}
