using Hotaru.Model;
using Xunit;

namespace Hotaru.Rules.Tests.Evaluation;

public sealed class RecordingTests
{
    private readonly RulesHouse _house = new();

    [Fact]
    public async Task Series_get_the_rules_name_and_labels_and_end_when_they_vanish()
    {
        using var group = _house.Start(RulesHouse.Group(
            RulesHouse.Record("job:up:sum", "sum by (job) (up)", Labels.Of("site", "home", "drop", ""))));
        _house.Queries.Set("sum by (job) (up)", ("{job=\"a\", drop=\"x\"}", 2),
            ("{job=\"b\", drop=\"x\"}", 1));
        await _house.StepAsync(group);
        _house.Queries.Set("sum by (job) (up)", ("{job=\"a\", drop=\"x\"}", 3));
        await _house.StepAsync(group);
        Labels Of(string job) => Labels.Of("__name__", "job:up:sum", "job", job, "site", "home");
        Assert.Equal([2, 3], _house.Samples.Samples(Of("a")).Select(s => s.Value));
        Assert.True(StaleMarker.Is(_house.Samples.Samples(Of("b"))[1].Value));
    }

    [Fact]
    public async Task A_later_rule_of_the_group_is_evaluated_after_the_earlier_ones_series_is_there()
    {
        using var group = _house.Start(RulesHouse.Group(
            RulesHouse.Record("a", "x"), RulesHouse.Record("b", "a")));
        _house.Queries.Set("x", ("x", 1));
        _house.Queries.Set("a", _ => [.. _house.Samples.Samples(Labels.Of("__name__", "a"))
            .Select(s => new Promql.VectorSample(Labels.Empty, s.TimestampMs, s.Value + 1))]);
        await _house.StepAsync(group);
        Assert.Equal(2, Assert.Single(_house.Samples.Samples(Labels.Of("__name__", "b"))).Value);
    }

    [Theory]
    [InlineData(0, "vector contains metrics with the same labelset after applying rule labels", "{a=\"1\"}",
        "{a=\"1\"}")]
    [InlineData(1, "exceeded limit of 1 with 2 series", "{a=\"1\"}", "{a=\"2\"}")]
    public async Task A_result_that_may_not_be_kept_is_an_error(int limit, string error, string one,
        string two)
    {
        using var group = _house.Start(RulesHouse.Group(RulesHouse.Record("r", "x")) with { Limit = limit });
        _house.Queries.Set("x", (one, 1), (two, 2));
        await _house.StepAsync(group);
        Assert.Equal(error, group.Status.Rules[0].LastError);
        Assert.Equal(1, group.Metrics.Failures);
    }
}
