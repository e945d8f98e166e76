using System.Diagnostics;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Configuration.Alertmanager;
using Hotaru.Notifier;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Configuration.Alertmanager;

/// <summary>amtool's verdict and ours on the same files.</summary>
public sealed class AmtoolTests
{
    private const string A = "route: {receiver: a}\n";
    private const string Hook = "receivers: [{name: a, webhook_configs: [{url: 'http://x/'}]}]\n";

    [TheoryWith("/usr/bin/amtool")]
    [InlineData(A + "" + Hook)]
    [InlineData("route: {receiver: a, group_by: ['...'], group_wait: 0s}\n" + Hook)]
    [InlineData("route: {receiver: a, routes: [{matchers: ['a=b', '{c=~\"d\"}'], continue: true}]}\n" + Hook)]
    [InlineData("route: {receiver: a, routes: [{match: {a: b}, match_re: {c: d.*}}]}\n" + Hook)]
    [InlineData("route: {receiver: a, routes: [{matchers: ['a-b=c']}]}\n" + Hook)]
    [InlineData("route: {receiver: a, routes: [{match_re: {c: '('}}]}\n" + Hook)]
    [InlineData("route: {receiver: a, routes: [{matchers: ['a=\"b']}]}\n" + Hook)]
    [InlineData("route: {receiver: a, group_by: ['...', x]}\n" + Hook)]
    [InlineData("route: {receiver: a, group_interval: 0s}\n" + Hook)]
    [InlineData("route: {receiver: a, group_wait: 10}\n" + Hook)]
    [InlineData("route: {receiver: b}\n" + Hook)]
    [InlineData("route: {receiver: a, continue: true}\n" + Hook)]
    [InlineData(A + "inhibit_rules: [{source_matchers: [a=b], equal: [x]}]\n" + Hook)]
    [InlineData(A + "inhibit_rules: [{target_match_re: {a: '['}}]\n" + Hook)]
    [InlineData(A + "global: {resolve_timeout: 1w, smtp_smarthost: 'mail'}\n" + Hook)]
    [InlineData(A + "global: {http_config: {bearer_token: x, basic_auth: {username: y}}}\n" + Hook)]
    [InlineData(A + "receivers: [{name: a, slack_configs: [{channel: x}]}]\n")]
    [InlineData(A + "receivers: [{name: a, slack_configs: [{api_url: 'http://x/'}]}]\n")]
    [InlineData(A + "receivers: [{name: a, pagerduty_configs: [{}]}]\n")]
    [InlineData(A + "receivers: [{name: a, pagerduty_configs: [{routing_key: x}]}]\n")]
    [InlineData(A + "receivers: [{name: a, opsgenie_configs: [{}]}]\n")]
    [InlineData(A + "receivers: [{name: a, opsgenie_configs: [{api_key: x}]}]\n")]
    [InlineData(A + "receivers: [{name: a, pushover_configs: [{user_key: x}]}]\n")]
    [InlineData(A + "receivers: [{name: a, pushover_configs: [{user_key: x, token: y}]}]\n")]
    [InlineData(A + "receivers: [{name: a, telegram_configs: [{chat_id: 5}]}]\n")]
    [InlineData(A + "receivers: [{name: a, telegram_configs: [{bot_token: x, chat_id: 5, "
        + "parse_mode: Latex}]}]\n")]
    [InlineData(A + "receivers: [{name: a, discord_configs: [{webhook_url: 'http://x/'}]}]\n")]
    [InlineData(A + "mute_time_intervals: [{name: x, time_intervals: [{days_of_month: "
        + "['-3:-1', '1:5']}]}]\n" + Hook)]
    [InlineData(A + "time_intervals: [{name: x, time_intervals: [{days_of_month: ['5:1']}]}]\n" + Hook)]
    [InlineData(A + "time_intervals: [{name: x, time_intervals: [{months: ['december:may']}]}]\n"
        + Hook)]
    public async Task Both_take_a_file_or_both_refuse_it(string text)
    {
        using var directory = new TempDirectory();
        var path = directory.Write("alertmanager.yml", text);
        using var amtool = Process.Start(new ProcessStartInfo("/usr/bin/amtool", ["check-config", path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await amtool.StandardOutput.ReadToEndAsync() + await amtool.StandardError.ReadToEndAsync();
        await amtool.WaitForExitAsync();
        var problems = new ProblemList();
        var model = AlertmanagerFile.Read(path, MatcherDialect.Classic, problems);
        Assert.True(amtool.ExitCode == 0 == (model is not null), said + string.Join('\n', problems.Problems));
    }
}
