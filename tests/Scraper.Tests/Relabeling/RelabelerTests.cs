using Hotaru.Model;

namespace Hotaru.Scraper.Tests.Relabeling;

public sealed class RelabelerTests
{
    private static readonly Labels Before = Labels.Of("a", "foo", "b", "bar", "c", "baz");

    [Fact]
    public void Replace_joins_the_sources_and_expands_the_groups() => Expect(
        Labels.Of("a", "foo", "b", "bar", "c", "baz", "d", "ch${1}-ch${1}"),
        Rule(RelabelAction.Replace, "f(.*);(.*)r", ["a", "b"], "d", "ch$${1}-ch$${1}"));

    [Fact]
    public void Replace_takes_groups_in_the_target_too() => Expect(
        Labels.Of("a", "foo", "b", "bar", "c", "baz", "oo", "ba"),
        Rule(RelabelAction.Replace, "f(.*);(.*)r", ["a", "b"], "${1}", "$2"));

    [Fact]
    public void Replace_without_a_match_changes_nothing() =>
        Expect(Before, Rule(RelabelAction.Replace, "x(.*)", ["a"], "d", "$1"));

    [Fact]
    public void Replace_by_nothing_removes_the_label() => Expect(
        Labels.Of("b", "bar", "c", "baz"), Rule(RelabelAction.Replace, "(f).*", ["a"], "a", "$2"));

    [Fact]
    public void The_default_rule_copies() => Expect(
        Labels.Of("a", "foo", "b", "bar", "c", "baz", "d", "foo"),
        new RelabelRule { SourceLabels = ["a"], TargetLabel = "d" }.Prepared());

    [Fact]
    public void Drop_and_keep_look_at_the_whole_value()
    {
        Expect(null, Rule(RelabelAction.Drop, "f.o", ["a"]));
        Expect(Before, Rule(RelabelAction.Drop, "f", ["a"]));
        Expect(null, Rule(RelabelAction.Keep, "f", ["a"]));
        Expect(Before, Rule(RelabelAction.Keep, "foo|x", ["a"]));
    }

    [Fact]
    public void DropEqual_and_KeepEqual_compare_with_the_target()
    {
        Expect(null, Rule(RelabelAction.KeepEqual, "(.*)", ["a"], "b"));
        Expect(Before, Rule(RelabelAction.DropEqual, "(.*)", ["a"], "b"));
        Expect(null, Rule(RelabelAction.DropEqual, "(.*)", ["a"], "a"));
    }

    [Fact]
    public void HashMod_is_the_shard_other_servers_compute() => Expect(
        // Pinned from what Prometheus computes.
        Labels.Of("a", "foo", "b", "bar", "c", "baz", "d", "976"),
        Rule(RelabelAction.HashMod, "(.*)", ["c"], "d") with { Modulus = 1000 });

    [Fact]
    public void LabelMap_LabelDrop_and_LabelKeep_look_at_names()
    {
        Expect(Labels.Of("a", "foo", "b", "bar", "c", "baz", "x_a", "foo"),
            Rule(RelabelAction.LabelMap, "(a)", [], "", "x_$1"));
        Expect(Labels.Of("a", "foo"), Rule(RelabelAction.LabelDrop, "b|c", []));
        Expect(Labels.Of("a", "foo"), Rule(RelabelAction.LabelKeep, "a", []));
    }

    [Fact]
    public void Lowercase_and_Uppercase_change_the_case()
    {
        Expect(Labels.Of("a", "foo", "b", "bar", "c", "baz", "u", "FOO"),
            Rule(RelabelAction.Uppercase, "(.*)", ["a"], "u"));
    }

    private static RelabelRule Rule(
        RelabelAction action, string regex, string[] source, string target = "", string replacement = "$1") =>
            new RelabelRule
            {
                Action = action,
                Regex = GoRegex.Anchored(regex),
                SourceLabels = source,
                TargetLabel = target,
                Replacement = replacement,
            }.Prepared();

    private static void Expect(Labels? after, RelabelRule rule)
    {
        var builder = new LabelsBuilder(Before);
        var kept = Relabeler.Apply(builder, [rule]);
        Assert.Equal(after, kept ? builder.Build() : null);
    }
}
