using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads conditions on labels in both spellings: lists of matchers, and the old maps.</summary>
internal static class MatcherSection
{
    /// <param name="prefix">"", "source_" or "target_".</param>
    public static LabelMatchers Read(ConfigMap map, string prefix, MatcherDialect dialect)
    {
        var isRule = prefix.Length > 0;
        List<Matcher> matchers = [];
        ReadMap(map[isRule ? prefix + "match" : "match"], MatchOperator.Equal, matchers);
        ReadMap(map[isRule ? prefix + "match_re" : "match_re"], MatchOperator.Regex, matchers);
        foreach (var entry in map.List(prefix + "matchers"))
        {
            if (entry.Text() is not { } text) continue;
            try
            {
                matchers.AddRange(MatcherSyntax.ParseList(text, dialect));
            }
            catch (FormatException e)
            {
                entry.Problems.Add(entry.At, e.Message, "write name=\"value\", with one of = != =~ !~");
            }
        }

        return new LabelMatchers(matchers);
    }

    private static void ReadMap(ConfigNode? node, MatchOperator op, List<Matcher> matchers)
    {
        if (node is null) return;
        var map = node.Map();
        foreach (var name in map.Names.ToList())
        {
            var value = map[name]!.Text() ?? "";
            if (!LabelNames.IsLegacyValid(name))
            {
                map.Problems.Add(map.KeyAt(name), $"\"{name}\" is not a label name");
                continue;
            }

            try
            {
                // The old spelling shows anchored in group keys, and they stay what they were.
                matchers.Add(new Matcher(name, op, op == MatchOperator.Regex ? $"^(?:{value})$" : value));
            }
            catch (FormatException e)
            {
                map.Problems.Add(map[name]!.At, e.Message);
            }
        }
    }
}
