using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Promql;
using Hotaru.Testing;
using Hotaru.Web;

namespace Hotaru.Appliance.Tests.Configuration.Hotaru;

public sealed class QuerySectionTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Limits_and_features_reach_the_engine()
    {
        var query = Read("""
            promql:
              lookback_delta: 1m
              timeout: 10s
              max_samples: 1000
              max_concurrency: 2
              features: [promql-experimental-functions, promql-delayed-name-removal]
            """, out var problems);

        Assert.Empty(problems);
        var options = query.Options;
        Assert.Equal(
            (TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10), 1000L, 2, true, true, false),
            (options.LookbackDelta, options.Timeout, options.MaxSamples, options.MaxConcurrentQueries,
                options.Parser.ExperimentalFunctions, options.DelayedNameRemoval,
                options.Parser.FillModifiers));
        Assert.Equal(["promql-experimental-functions", "promql-delayed-name-removal"], query.Features);
    }

    [Fact]
    public void Without_a_section_everything_is_as_Prometheus_has_it()
    {
        var query = Read("admin_api: true\n", out _);
        Assert.Equal(new EngineOptions(), query.Options);
        Assert.True(query.Options.Parser.DurationExpressions);
        Assert.False(query.Options.Parser.ExperimentalFunctions);
    }

    [Theory]
    [InlineData("promql: { timeout: 0s }", "hotaru.yml:1:11: timeout must be more than 0.")]
    [InlineData("promql: { max_samples: 0 }", "hotaru.yml:1:11: max_samples must be at least 1.")]
    [InlineData("promql: { features: [agent] }", "hotaru.yml:1:22: \"agent\" is not a feature of queries; "
        + "write one of promql-binop-fill-modifiers, promql-delayed-name-removal, promql-duration-expr, "
        + "promql-experimental-functions, promql-extended-range-selectors, type-and-unit-labels, "
        + "use-start-timestamps.")]
    public void What_does_not_fit_is_a_problem_with_its_place(string text, string expected)
    {
        Read(text, out var problems);
        Assert.Equal(expected, Assert.Single(problems)[(_directory.Path.Length + 1)..]);
    }

    private QueryModel Read(string text, out IReadOnlyList<string> problems)
    {
        var list = new ProblemList();
        var path = _directory.Write("hotaru.yml", text);
        var options = new ServeOptions(path, null, new Dictionary<Surface, string>());
        var model = HotaruFile.Read(options, list);
        problems = [.. list.Problems.Select(p => p.ToString())];
        return model.Query;
    }
}
