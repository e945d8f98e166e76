using Hotaru.Appliance.Configuration.Rules;
using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>The files of <c>operator.resources</c>.</summary>
internal static class OperatorFiles
{
    public static IReadOnlyList<(string File, string Text)> Read(OperatorModel model, ProblemList problems)
    {
        var texts = new List<(string, string)>();
        foreach (var path in model.Patterns.SelectMany(FilePattern.Match).Distinct())
        {
            if (problems.ReadFile(path) is { } text) texts.Add((path, text));
        }

        return texts;
    }
}
