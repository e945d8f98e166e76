namespace Hotaru.Appliance.Configuration;

/// <summary>
/// A choice between what ships and what build-arm.sh brings in with <c>--libraries card</c>.
/// </summary>
internal static class LibraryChoice
{
    /// <param name="node">What was written, if anything.</param>
    /// <param name="kind">What is chosen, with its article.</param>
    /// <param name="otherwise">Where nothing was written, or nothing that is there.</param>
    /// <param name="builtIn">What this build has.</param>
    /// <param name="nameOf">Their names.</param>
    /// <param name="card">The name of what may not have been built in.</param>
    public static T Read<T>(
        ConfigNode? node, string kind, T otherwise, IReadOnlyList<T> builtIn, Func<T, string> nameOf,
        string card)
        where T : class
    {
        if (node is null) return otherwise;
        var name = node.Text() ?? "";
        if (builtIn.FirstOrDefault(b => nameOf(b) == name) is { } chosen) return chosen;
        if (name == card)
        {
            node.Problems.Add(node.At, $"{card} was not built into this hotaru",
                $"make it with build-arm.sh --libraries card, or write {nameOf(otherwise)}");
        }
        else
        {
            node.Problems.Add(node.At, $"\"{name}\" is not {kind}",
                $"write {string.Join(" or ", builtIn.Select(nameOf).Append(card).Distinct())}");
        }

        return otherwise;
    }
}
