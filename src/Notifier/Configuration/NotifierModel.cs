using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>A validated configuration, whole and immutable: what alertmanager.yml came to.</summary>
/// <param name="Original">The file as the API shows it, without its secrets.</param>
public sealed record NotifierModel(
    TimeSpan ResolveTimeout, RouteModel Root, IReadOnlyList<ReceiverModel> Receivers,
    IReadOnlyList<InhibitRuleModel> InhibitRules,
    IReadOnlyDictionary<string, IReadOnlyList<TimeInterval>> Intervals, IReadOnlyList<TemplateFile> Templates,
    string Original)
{
    /// <summary>Nobody is told anything: what holds when there is no alertmanager.yml.</summary>
    public static readonly NotifierModel Silent = new(
        TimeSpan.FromMinutes(5),
        new RouteModel
        {
            Key = "{}",
            Place = "0",
            Receiver = "none",
            Matchers = LabelMatchers.None,
            GroupBy = [],
            GroupWait = TimeSpan.FromSeconds(30),
            GroupInterval = TimeSpan.FromMinutes(5),
            RepeatInterval = TimeSpan.FromHours(4),
        },
        [new ReceiverModel("none", Labels.Empty, [])], [], new Dictionary<string,
        IReadOnlyList<TimeInterval>>(), [],
        "route:\n  receiver: none\nreceivers:\n- name: none\n");
}
