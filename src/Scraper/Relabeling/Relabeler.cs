using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>Applies relabeling rules. Source: Prometheus's documentation of relabel_config.</summary>
public static class Relabeler
{
    /// <summary>Changes the labels in place; false where a rule drops them.</summary>
    public static bool Apply(LabelsBuilder labels, IReadOnlyList<RelabelRule> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (!Apply(labels, rules[i])) return false;
        }

        return true;
    }

    private static bool Apply(LabelsBuilder labels, RelabelRule rule)
    {
        var source = Source(labels, rule);
        switch (rule.Action)
        {
            case RelabelAction.Keep:
                return rule.Regex.IsMatch(source);
            case RelabelAction.Drop:
                return !rule.Regex.IsMatch(source);
            case RelabelAction.KeepEqual:
                return labels[rule.TargetLabel] == source;
            case RelabelAction.DropEqual:
                return labels[rule.TargetLabel] != source;
            case RelabelAction.Replace:
                Replace(labels, rule, source);
                break;
            case RelabelAction.Lowercase:
                labels.Set(rule.TargetLabel, source.ToLowerInvariant());
                break;
            case RelabelAction.Uppercase:
                labels.Set(rule.TargetLabel, source.ToUpperInvariant());
                break;
            case RelabelAction.HashMod:
                labels.Set(rule.TargetLabel, (Hash(source) % rule.Modulus).ToString());
                break;
            default:
                ByName(labels, rule);
                break;
        }

        return true;
    }

    private static string Source(LabelsBuilder labels, RelabelRule rule)
    {
        var names = rule.SourceLabels;
        if (names.Count == 0) return "";
        if (names.Count == 1) return labels[names[0]];
        var text = new StringBuilder();
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0) text.Append(rule.Separator);
            text.Append(labels[names[i]]);
        }

        return text.ToString();
    }

    private static void Replace(LabelsBuilder labels, RelabelRule rule, string source)
    {
        if (rule.IsCopy)
        {
            labels.Set(rule.TargetLabel, source);
            return;
        }

        if (rule.Regex.Match(source) is not { } match) return;
        var target = GoRegex.Expand(rule.TargetLabel, match);
        if (target.Length == 0) return;
        labels.Set(target, GoRegex.Expand(rule.Replacement, match));
    }

    /// <summary>The last eight bytes of MD5, so that other servers shard the same way.</summary>
    private static ulong Hash(string source)
    {
        Span<byte> digest = stackalloc byte[16];
#pragma warning disable CA5351 // Not for security: the field's sharding is defined by MD5.
        MD5.HashData(Encoding.UTF8.GetBytes(source), digest);
#pragma warning restore CA5351
        return BinaryPrimitives.ReadUInt64BigEndian(digest[8..]);
    }

    private static void ByName(LabelsBuilder labels, RelabelRule rule)
    {
        foreach (var label in labels.Build())
        {
            var match = rule.Regex.Match(label.Name);
            if (rule.Action == RelabelAction.LabelMap && match is not null)
                labels.Set(GoRegex.Expand(rule.Replacement, match), label.Value);
            else if (rule.Action == RelabelAction.LabelDrop && match is not null) labels.Remove(label.Name);
            else if (rule.Action == RelabelAction.LabelKeep && match is null) labels.Remove(label.Name);
        }
    }
}
