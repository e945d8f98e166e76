using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// Compares a group as it would be after a push with the other groups: one type for each family name, no
/// family that is named like a part of another, no series in two groups. Under the gateway's lock.
/// </summary>
internal sealed class StoredCheck(
    FamilyIndex index, GroupNameSets nameSets, Func<Labels, IEnumerable<PushedGroup>> groupsAt,
    IReadOnlyDictionary<string, MetricType> ownFamilies)
{
    /// <exception cref="PushConflict">The first conflict.</exception>
    public void Require(PushedGroup? stored, PushedGroup? claimed, PushedGroup after)
    {
        var own = new OwnGroups(stored, claimed);
        foreach (var pushed in after.Families.Values)
        {
            var known = own.Newest?.Families.GetValueOrDefault(pushed.Name);
            if (ReferenceEquals(known, pushed)) continue;
            // A family that the group had under this type was found to fit, and others had to fit to it
            // since.
            if (known?.Type != pushed.Type) RequireFit(own, after, pushed.Family);
            if (!pushed.IsSameSeries) RequireAlone(after, pushed);
        }
    }

    private void RequireFit(OwnGroups own, PushedGroup after, MetricFamily family)
    {
        var (name, type) = (family.Name, family.Type);
        if (ownFamilies.TryGetValue(name, out var gateways) && gateways != type)
            throw new PushConflict(
                $"{PushCheck.Name(family)} is of type {Word(type)}, the gateway has it as {Word(gateways)}");
        if (index.HasOtherType(name, type, own, out var other))
        {
            throw new PushConflict(
                $"{PushCheck.Name(family)} is of type {Word(type)}, another group has it as {Word(other)}");
        }

        RequireNoPartOf(own, after, name, "_count", MetricType.Summary, MetricType.Histogram);
        RequireNoPartOf(own, after, name, "_sum", MetricType.Summary, MetricType.Histogram);
        RequireNoPartOf(own, after, name, "_bucket", MetricType.Histogram, MetricType.Histogram);
        if (type is not (MetricType.Summary or MetricType.Histogram)) return;
        RequireAbsent(own, after, name, name + "_count");
        RequireAbsent(own, after, name, name + "_sum");
        if (type == MetricType.Histogram) RequireAbsent(own, after, name, name + "_bucket");
    }

    private void RequireNoPartOf(
        OwnGroups own, PushedGroup after, string name, string suffix, MetricType either, MetricType or)
    {
        if (!name.EndsWith(suffix, StringComparison.Ordinal)) return;
        var owner = name[..^suffix.Length];
        var type = TypeOf(owner, own, after);
        if (type != either && type != or) return;
        throw new PushConflict(
            $"{GoText.Quote(name)} is named like a part of the {Word(type.Value)} {GoText.Quote(owner)}");
    }

    private void RequireAbsent(OwnGroups own, PushedGroup after, string name, string part)
    {
        if (TypeOf(part, own, after) is null) return;
        throw new PushConflict(
            $"{GoText.Quote(part)} is there and named like a part of {GoText.Quote(name)}");
    }

    private MetricType? TypeOf(string name, OwnGroups own, PushedGroup after) =>
        after.Families.GetValueOrDefault(name)?.Type
        ?? index.TypeElsewhere(name, own)
        ?? (ownFamilies.TryGetValue(name, out var gateways) ? gateways : null);

    /// <summary>No other group may hold one of the series.</summary>
    private void RequireAlone(PushedGroup after, PushedFamily pushed)
    {
        foreach (var names in nameSets.Others(after.Key))
        {
            Labels? asked = null;
            HashSet<Labels>? there = null;
            foreach (var metric in pushed.Family.Metrics)
            {
                if (Project(metric.Labels, names) is not { } key) continue;
                if (!key.Equals(asked)) (asked, there) = (key, SeriesAt(key, pushed.Name));
                if (there?.Contains(metric.Labels) != true) continue;
                throw new PushConflict(
                    $"{PushCheck.Name(pushed.Family)} with {metric.Labels} is in the group {key} already");
            }
        }
    }

    private HashSet<Labels>? SeriesAt(Labels key, string family)
    {
        HashSet<Labels>? series = null;
        foreach (var group in groupsAt(key))
        {
            if (!group.Families.TryGetValue(family, out var found)) continue;
            series ??= [];
            foreach (var metric in found.Family.Metrics) series.Add(metric.Labels);
        }

        return series;
    }

    private static Labels? Project(Labels labels, string[] names)
    {
        var key = new Label[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (!labels.TryGet(names[i], out var value)) return null;
            key[i] = new Label(names[i], value);
        }

        return Labels.FromSorted(key);
    }

    private static string Word(MetricType type) =>
        type == MetricType.Unknown ? "untyped" : type.ToString().ToLowerInvariant();
}
