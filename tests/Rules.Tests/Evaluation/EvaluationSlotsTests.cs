using Xunit;

namespace Hotaru.Rules.Tests.Evaluation;

public sealed class EvaluationSlotsTests
{
    [Fact]
    public void Slots_are_an_interval_apart_and_differ_between_groups()
    {
        var group = RulesHouse.Group();
        var slots = new EvaluationSlots(group);
        var first = slots.After(1_700_000_000_000);
        Assert.InRange(first, 1_700_000_000_001, 1_700_000_060_000);
        Assert.Equal(first, slots.Before(first));
        Assert.Equal(first, slots.Before(first + 59_999));
        Assert.Equal(first + 60_000, slots.After(first));
        var other = new EvaluationSlots(group with { Name = "other" });
        Assert.NotEqual(first % 60_000, other.After(1_700_000_000_000) % 60_000);
    }
}
