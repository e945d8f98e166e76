using Hotaru.Model;
using Hotaru.Templating;

namespace Hotaru.Notifier.Tests.Templates;

public sealed class RenderingTests
{
    private static readonly NotificationTemplates Templates =
        new([], "http://hotaru:9093/", TimeProvider.System);

    [Fact]
    public void The_default_subject_names_the_group_and_what_else_is_common()
    {
        Assert.Equal(
            "[FIRING:2] t (page)",
            Begin(Alert("A", true, "team", "t", "severity", "page"),
                Alert("B", true, "team", "t", "severity", "page"))
                .Title(EmailConfig.DefaultSubject));
        Assert.Equal(
            "[RESOLVED] t (A)",
            Begin(Alert("A", false, "team", "t")).Title(EmailConfig.DefaultSubject));
    }

    [Theory]
    [InlineData("{{ .Alerts.Firing | len }}/{{ len .Alerts }}", "1/2")]
    [InlineData("{{ range .Alerts }}{{ .Labels.alertname }}={{ .Status }} {{ end }}", "A=firing B=resolved ")]
    [InlineData("{{ .CommonLabels.SortedPairs.Values | join \"-\" }}", "t")]
    [InlineData("{{ (index .Alerts 0).Labels }}|{{ .CommonLabels }}", "alertname=A, team=t|team=t")]
    [InlineData("{{ .GroupLabels.Names.Join \",\" }}", "team")]
    [InlineData("{{ (index .Alerts 0).Labels.alertname | toLower | title }}", "A")]
    [InlineData("{{ (.CommonLabels.Remove .GroupLabels.Names).Values | len }}", "0")]
    [InlineData("{{ .CommonLabels.nothing }}|{{ .ExternalURL }}", "|http://hotaru:9093")]
    [InlineData("{{ reReplaceAll \"(.)\" \"$1$1\" .GroupLabels.team }}", "tt")]
    [InlineData("{{ with dict \"a\" \"b\" }}{{ .a }}{{ end }}{{ toJson (stringSlice \"x\") }}", "b[\"x\"]")]
    [InlineData("{{ .Alerts.Firing | len | printf \"%03d\" }}", "001")]
    public void Templates_see_the_documented_data(string template, string text) =>
        Assert.Equal(text,
            Begin(Alert("A", true, "team", "t"), Alert("B", false, "team", "t")).Text(template));

    [Fact]
    public void A_template_that_fails_does_not_keep_the_alert_from_being_told()
    {
        var rendering = Begin(Alert("A", true, "team", "t"));
        Assert.Throws<TemplateException>(() => rendering.Text("{{ template \"not there\" . }}"));
        var text = rendering.Prose("{{ .Nothing.At.All }}");
        Assert.Contains("alertname = A", text);
        Assert.Contains("failed", text);
    }

    [Fact]
    public void Html_is_escaped()
    {
        var rendering = Begin(Alert("<b>A</b>", true, "team", "t"));
        Assert.Equal("&lt;b&gt;A&lt;/b&gt;", rendering.Html("{{ .CommonLabels.alertname }}"));
        Assert.Contains("&lt;b&gt;A&lt;/b&gt;", rendering.Html(EmailConfig.DefaultHtml));
    }

    [Fact]
    public void Own_templates_replace_built_in_ones()
    {
        var own = new NotificationTemplates(
            [new TemplateFile(
                "own.tmpl", """{{ define "email.default.subject" }}own {{ .Status }}{{ end }}""")], "",
            TimeProvider.System);
        var rendering = own.Begin(Notify(Alert("A", true)));
        Assert.Equal("own firing", rendering.Title(EmailConfig.DefaultSubject));
    }

    [Fact]
    public void Every_default_template_renders()
    {
        var rendering = Begin(Alert("A", true, "team", "t"), Alert("B", false, "team", "t"));
        foreach (var name in new[]
        {
            "slack.default.fallback", "pagerduty.default.client", "opsgenie.default.description",
            "pushover.default.message", "telegram.default.message", "discord.default.message",
            "msteams.default.text",
            "mattermost.default.text", "ntfy.default.message", "gotify.default.message",
            "matrix.default.message",
        })
        {
            Assert.NotEqual("", rendering.Text($"{{{{ template \"{name}\" . }}}}"));
        }
    }

    [Fact]
    public void A_test_says_that_it_is_one()
    {
        var rendering = Templates.Begin(Notify(Alert("A", true)) with { IsTest = true });
        Assert.StartsWith("[TEST] ", rendering.Title("{{ .Status }}"), StringComparison.Ordinal);
    }

    private static Rendering Begin(params NotifiedAlert[] alerts) => Templates.Begin(Notify(alerts));

    private static Notification Notify(params NotifiedAlert[] alerts) => new(
        "id", "ops", "{}:{team=\"t\"}", Labels.Of("team", "t"), Labels.Empty, alerts, [],
        DateTimeOffset.UnixEpoch);

    private static NotifiedAlert Alert(string name, bool isFiring, params string[] labels) => new(
        new AlertEntry(
            Labels.Of(["alertname", name, .. labels]), Labels.Of("summary", "it is <so>"),
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch, default, false, "http://prometheus/graph"),
        isFiring);
}
