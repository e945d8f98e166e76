using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Configuration.Alertmanager;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Tests.Configuration.Alertmanager;

public sealed class AlertmanagerFileTests
{
    private const string Hook = "receivers:\n- name: a\n  webhook_configs:\n  - url: http://127.0.0.1/a\n";

    [Theory]
    [InlineData("", "am.yml:1:1: there is no route; add a route with a receiver.")]
    [InlineData("route: {receiver: b}\n" + Hook,
        "am.yml:1:19: there is no receiver \"b\"; define it under receivers.")]
    [InlineData("route: {receiver: a, group_wait: 5min}\n" + Hook,
        "am.yml:1:34: \"5min\" is not a duration; write 5m.")]
    [InlineData("route: {receiver: a, group_intervall: 5m}\n" + Hook,
        "am.yml:1:22: field group_intervall is not known here; did you mean group_interval?.")]
    [InlineData("route: {receiver: a, group_by: [x, x]}\n" + Hook,
        "am.yml:1:36: group_by has the label \"x\" twice; remove one of them.")]
    [InlineData("route: {receiver: a, repeat_interval: 0s}\n" + Hook,
        "am.yml:1:39: repeat_interval is zero; write a duration above zero, such as 5m.")]
    [InlineData("route:\n  receiver: a\n  routes:\n  - matchers: [x]\n" + Hook,
        "am.yml:4:16: \"x\" is not a matcher; write name=\"value\", with one of = != =~ !~.")]
    [InlineData("route: {receiver: a}\nreceivers:\n- name: a\n  email_configs:\n  - to: x@y\n    from: z@y\n",
        "am.yml:5:5: there is no mail server; add smarthost, or smtp_smarthost in global.")]
    [InlineData("route: {receiver: a}\nreceivers:\n- name: a\n  sns_configs:\n  - topic_arn: x\n",
        "am.yml:4:3: sns_configs is not supported by Hotaru; "
        + "use webhook_configs, or one of the services in docs/receivers.md.")]
    [InlineData("route: {receiver: a}\nreceivers:\n- name: a\n  webex_configs:\n  - room_id: x\n",
        "am.yml:5:5: Webex has no token; add http_config: { authorization: { credentials: ... } }.")]
    [InlineData("route: {receiver: a}\nreceivers:\n- name: a\n  jira_configs:\n"
        + "  - {project: x, issue_type: y}\n",
        "am.yml:5:5: api_url is missing; add api_url, or jira_api_url in global.")]
    [InlineData("route: {receiver: a}\nreceivers:\n- name: a\n  slack_configs:\n"
        + "  - api_url: http://x/\n    update_message: true\n",
        "am.yml:6:5: update_message needs a bot, not an incoming webhook; "
        + "add app_token, or set api_url to https://slack.com/api/chat.postMessage.")]
    [InlineData("route: {receiver: a}\nreceivers:\n- name: a\n  victorops_configs:\n"
        + "  - {api_key: x, routing_key: y,\n     custom_fields: {entity_id: z}}\n",
        "am.yml:6:6: entity_id is a field of its own; take it out of custom_fields.")]
    [InlineData("route: {receiver: a}\nreceivers:\n- name: a\n  webhook_configs:\n  - url: ftp://x/\n",
        "am.yml:5:10: \"ftp://x/\" is not an http or https URL; write http://... or https://....")]
    [InlineData(
        "route: {receiver: a}\ntime_intervals: [{name: x, time_intervals: [{location: Moon/Sea}]}]\n" + Hook,
        "am.yml:2:56: \"Moon/Sea\" is not a time zone; write a name such as Europe/Berlin.")]
    public void A_mistake_is_named_with_its_place_and_its_mend(string text, string problem)
    {
        var problems = new ProblemList();
        Assert.Null(AlertmanagerFile.Parse(text, "am.yml", MatcherDialect.Classic, problems));
        Assert.Contains(problem, problems.Problems.Select(p => p.ToString()));
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var problems = new ProblemList();
        AlertmanagerFile.Parse(
            "global: {colour: red}\nroute: {receiver: b, group_wait: 5}\n" + Hook, "am.yml",
            MatcherDialect.Classic,
            problems);
        Assert.Equal(3, problems.Problems.Count);
    }

    [Fact]
    public void Every_kind_of_receiver_is_read()
    {
        var model = Read(File.ReadAllText(Path.Combine(
            Testing.RepositoryRoot.Path, "tests", "Appliance.Tests", "Configuration", "Alertmanager",
            "every-kind.yml")));
        Assert.Equal(
            [
                "webhook", "email", "slack", "discord", "telegram", "msteams", "msteamsv2", "mattermost",
                "rocketchat",
                "pagerduty", "opsgenie", "pushover", "victorops", "incidentio", "jira", "webex",
                "wechat", "ntfy", "gotify", "matrix", "mqtt",
            ],
            model.Receivers[0].Integrations.Select(i => i.Kind));
        var jira = model.Receivers[0].Integrations.OfType<JiraConfig>().Single();
        Assert.True(jira is { IsCloud: true, UpdatesSummary: false, UpdatesDescription: true });
        Assert.Equal("{{ .Status }}", jira.Texts["summary"]);
        Assert.Equal("customfield_1", jira.Fields.Single().Key);
    }

    [Fact]
    public void Children_inherit_but_for_their_intervals()
    {
        var model = Read("""
            route:
              receiver: a
              group_by: [b, a]
              group_wait: 1m
              routes:
              - matchers: [x="1"]
                mute_time_intervals: [night]
                routes:
                - match_re: {y: "2|3"}
                  group_by: ['...']
            time_intervals:
            - name: night
              time_intervals:
              - times: [{start_time: '22:00', end_time: '24:00'}]
            receivers: [{name: a}]
            """);
        var child = model.Root.Routes[0];
        Assert.Equal(["a", "b"], child.GroupBy);
        Assert.Equal(TimeSpan.FromMinutes(1), child.GroupWait);
        Assert.Equal(["night"], child.MuteIntervals);
        Assert.Equal("{}/{x=\"1\"}/{y=~\"^(?:2|3)$\"}", child.Routes[0].Key);
        Assert.Null(child.Routes[0].GroupBy);
        Assert.Empty(child.Routes[0].MuteIntervals);
    }

    [Fact]
    public void Secrets_are_not_shown()
    {
        var model = Read("""
            global: {smtp_auth_password: hunter2, smtp_smarthost: "mail:25", smtp_from: a@b}
            route: {receiver: a}
            receivers:
            - name: a
              webhook_configs:
              - url: https://user:pass@example.org/token?x=y
                http_config: {basic_auth: {username: u, password: "hunter3"}}
            """);
        Assert.DoesNotContain("hunter", model.Original);
        Assert.DoesNotContain("pass@", model.Original);
        Assert.Contains("url: https://example.org/<secret>", model.Original);
        Assert.Contains("smtp_from: a@b", model.Original);
    }

    private static NotifierModel Read(string text)
    {
        var problems = new ProblemList();
        var model = AlertmanagerFile.Parse(text, "am.yml", MatcherDialect.Classic, problems);
        Assert.Empty(problems.Problems.Select(p => p.ToString()));
        return model!;
    }
}
