using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Rules;
using Hotaru.Testing;

namespace Hotaru.Web.Tests.Prometheus;

public sealed class RuleEndpointsTests : IAsyncLifetime
{
    private const string Down = """
        {"state":"firing","name":"Down","query":"up == 0","duration":60,"keepFiringFor":0,
        "labels":{"severity":"critical"},"annotations":{"summary":"{{ $value }}"},"alerts":[
        {"labels":{"alertname":"Down","job":"a"},"annotations":{"summary":"0"},"state":"firing",
        "activeAt":"2023-11-14T22:13:20Z","keepFiringSince":"2023-11-14T22:14:20Z","value":"0e+00"}],
        "health":"ok","evaluationTime":0.25,"lastEvaluation":"2023-11-14T22:15:20Z","type":"alerting"}
        """;

    private const string Sum = """
        {"name":"job:up:sum","query":"sum by (job) (up)","labels":{},"health":"err",
        "lastError":"too many","evaluationTime":0,"lastEvaluation":"0001-01-01T00:00:00Z","type":"recording"}
        """;

    private ApiHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await ApiHost.StartAsync(new MemorySeries(),
            rules: [Group("b", Record()), Group("a", Alert(), Record())]);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("rules", "a:Down+Sum b:Sum")]
    [InlineData("rules?type=alert", "a:Down")]
    [InlineData("rules?type=record", "a:Sum b:Sum")]
    [InlineData("rules?rule_name[]=Down", "a:Down")]
    [InlineData("rules?rule_group[]=b&file[]=r.yml", "b:Sum")]
    [InlineData("rules?file[]=other.yml", "")]
    [InlineData("rules?match[]={severity=\"critical\"}", "a:Down")]
    public async Task Groups_come_in_order_with_the_rules_that_are_asked_for(string path, string expected)
    {
        var groups = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(g => g.Split(':'))
            .Select(g =>
            $"{{\"name\":\"{g[0]}\",\"file\":\"r.yml\",\"rules\":["
            + string.Join(',', g[1].Split('+').Select(r => r == "Down" ? Down : Sum))
            + "],\"interval\":15,\"limit\":3,\"evaluationTime\":0.5,"
            + "\"lastEvaluation\":\"2023-11-14T22:15:20Z\"}");
        var body = $"{{\"status\":\"success\",\"data\":{{\"groups\":[{string.Join(',', groups)}]}}}}";
        Assert.Equal((200, body.Replace("\n", "", StringComparison.Ordinal)),
            await _host.GetAsync("/api/v1/" + path));
    }

    [Fact]
    public async Task Pages_of_groups_follow_each_other_by_a_token()
    {
        var (_, first) = await _host.GetAsync("/api/v1/rules?group_limit=1");
        var token = first.Split("groupNextToken\":\"")[1].Split('"')[0];
        Assert.Equal(64, token.Length);
        var (_, second) = await _host.GetAsync($"/api/v1/rules?group_limit=1&group_next_token={token}");
        Assert.Contains("\"name\":\"b\",\"file\"", second, StringComparison.Ordinal);
        Assert.DoesNotContain("groupNextToken", second, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type=x", "type", "not supported value \\\"x\\\"")]
    [InlineData("exclude_alerts=maybe", "exclude_alerts",
        "error converting exclude_alerts: strconv.ParseBool: parsing \\\"maybe\\\": invalid syntax")]
    [InlineData("group_limit=0", "group_limit", "group_limit needs to be greater than 0")]
    [InlineData("group_next_token=x", "group_next_token",
        "group_limit needs to be present in order to paginate over the groups")]
    [InlineData("group_limit=1&group_next_token=x", "group_next_token",
        "invalid group_next_token 'x'. were rule groups changed?")]
    public async Task A_wrong_parameter_is_told(string query, string name, string message) => Assert.Equal(
        (400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid parameter \\\""
            + $"{name}\\\": {message}\"}}"),
        await _host.GetAsync("/api/v1/rules?" + query));

    [Fact]
    public async Task Alerts_can_be_left_out() =>
        Assert.Contains("\"alerts\":null", (await _host.GetAsync("/api/v1/rules?exclude_alerts=true")).Body,
            StringComparison.Ordinal);

    [Fact]
    public async Task All_alerts_come_in_one_list()
    {
        var (status, body) = await _host.GetAsync("/api/v1/alerts");
        var alert = Down.Replace("\n", "", StringComparison.Ordinal).Split("\"alerts\":[")[1].Split("],")[0];
        Assert.Equal((200, $"{{\"status\":\"success\",\"data\":{{\"alerts\":[{alert}]}}}}"), (status, body));
    }

    private static DateTimeOffset At(int minutes) => ApiHost.Time.GetUtcNow().AddMinutes(minutes);

    internal static RuleStatus Alert() => new(
        new AlertingRuleModel(
            "Down", PromqlParser.Parse("up==0"), TimeSpan.FromMinutes(1), TimeSpan.Zero,
            Labels.Of("severity", "critical"), Labels.Of("summary", "{{ $value }}")),
        RuleHealth.Ok, "", TimeSpan.FromSeconds(0.25), At(2),
        [
            new ActiveAlert(
                Labels.Of("alertname", "Down", "job", "a"), Labels.Of("summary", "0"), AlertState.Firing,
                At(0), At(1), 0),
        ]);

    private static RuleStatus Record() => new(
        new RecordingRuleModel("job:up:sum", PromqlParser.Parse("sum(up) by (job)"), Labels.Empty),
        RuleHealth.Bad, "too many", TimeSpan.Zero, null, []);

    internal static RuleGroupStatus Group(string name, params RuleStatus[] rules) => new(
        new RuleGroupModel(name, "r.yml", TimeSpan.FromSeconds(15), null, 3, [.. rules.Select(r => r.Model)]),
        rules,
        TimeSpan.FromSeconds(0.5), At(2));
}
