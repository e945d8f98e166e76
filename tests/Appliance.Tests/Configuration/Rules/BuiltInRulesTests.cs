using System.Net;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Configuration.Operator;
using Hotaru.Appliance.Configuration.Rules;
using Hotaru.Rules;
using Hotaru.Web;
using Xunit;

namespace Hotaru.Appliance.Tests.Configuration.Rules;

public sealed class BuiltInRulesTests
{
    [Fact]
    public void Without_a_prometheus_yml_the_built_in_rules_are_in_force_each_with_severity_and_summary()
    {
        var problems = new ProblemList();
        var hotaru = new HotaruModel
        {
            Listen = new ListenModel(new Dictionary<Surface, IPEndPoint>()),
            DatabasePath = "x",
        };
        var groups = RulesOfAppliance.Read(hotaru, PrometheusFile.Parse("", "p.yml", problems), problems);
        Assert.Empty(problems.Problems);
        Assert.Equal(["targets", "pushes", "jobs", "node", "hotaru"], groups.Select(g => g.Name));
        foreach (var rule in groups.SelectMany(g => g.Rules).Cast<AlertingRuleModel>())
        {
            Assert.Contains(rule.Labels["severity"], (string[])["critical", "warning", "info"]);
            Assert.NotEqual("", rule.Annotations["summary"]);
        }
    }
}
