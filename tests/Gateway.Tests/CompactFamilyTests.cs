using System.Text;
using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Gateway.Tests;

public sealed class CompactFamilyTests : IDisposable
{
    private readonly GatewayFixture _it = new();

    public void Dispose() => _it.Dispose();

    /// <summary>A stored family says what was pushed, whether it is kept as values or whole.</summary>
    [Theory]
    [InlineData("# HELP m Some.\n# TYPE m gauge\nm{a=\"1\"} 1.5\nm{z=\"2\"} -0\nm 3\n")]
    [InlineData("m{instance=\"i\",x=\"1\"} 1\nm{instance=\"\",x=\"2\"} NaN\n")]
    [InlineData("m{a=\"\",b=\"1\"} 1\nm{b=\"2\"} +Inf\n")]
    [InlineData("# TYPE m summary\nm{quantile=\"0.5\"} 1\nm_sum 2\nm_count 3\n")]
    [InlineData("# TYPE m histogram\nm_bucket{le=\"1\"} 1\nm_bucket{le=\"+Inf\"} 2\nm_sum 2\nm_count 2\n")]
    public async Task Stored_family_is_the_pushed_one(string body)
    {
        var pushed = FamilyReader.Read(ExpositionFormat.Text, Encoding.UTF8.GetBytes(body))[0];
        foreach (var path in new[] { "a", "b/instance/x", "c/zone/y/area/z" })
        {
            var expected = GroupLabels.Merge(pushed, GatewayFixture.Key(path));
            // The second push finds the first one as it is kept.
            for (var push = 0; push < 2; push++)
            {
                await _it.PutAsync(path, body);
                AssertSame(expected, _it.Group(path).Families["m"].Family);
                Assert.Equal(push > 0, _it.Group(path).Families["m"].IsSameSeries);
            }

            await _it.RestartAsync();
            AssertSame(expected, _it.Group(path).Families["m"].Family);
            await _it.DeleteAsync(path);
        }
    }

    [Theory]
    [InlineData("m{x=\"1\"} 1\n", "m{x=\"2\"} 1\n")]
    [InlineData("m{x=\"1\"} 1\n", "m{x=\"1\",y=\"\"} 1\n")]
    [InlineData("m{x=\"1\"} 1\n", "m{x=\"1\"} 1\nm{x=\"2\"} 1\n")]
    [InlineData("m{x=\"1\",y=\"2\"} 1\n", "m{x=\"1\"} 1\n")]
    [InlineData("m{x=\"1\"} 1\n", "m{x=\"1\",y=\"2\"} 1\n")]
    [InlineData("m{x=\"1\"} 1\n", "# TYPE m gauge\nm{x=\"1\"} 1\n")]
    [InlineData("m{x=\"1\"} 1\n", "m{instance=\"i\",x=\"1\"} 1\n")]
    public async Task Other_series_are_told_from_those_before(string before, string after)
    {
        await _it.PutAsync("a", before);
        await _it.PutAsync("a", after);
        Assert.False(_it.Group("a").Families["m"].IsSameSeries);
    }

    private static void AssertSame(MetricFamily expected, MetricFamily found)
    {
        Assert.Equal(expected with { Metrics = [] }, found with { Metrics = [] });
        Assert.Equal(Text(expected), Text(found));
        Assert.Equal(expected.Metrics.Select(m => m.Labels), found.Metrics.Select(m => m.Labels));
    }

    private static string Text(MetricFamily family)
    {
        var output = ScratchBytes.Take();
        TextFamilyWriter.WriteMetrics(family, EscapingScheme.Underscores, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
