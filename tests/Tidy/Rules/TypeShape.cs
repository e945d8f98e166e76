using System.Text.RegularExpressions;

namespace Hotaru.Tidy.Rules;

/// <summary>One top-level type a file, named for it, and no names that say nothing.</summary>
internal static partial class TypeShape
{
    public static IEnumerable<Finding> Check(SourceFile file)
    {
        var names = new List<string>();
        for (var i = 0; i < file.Code.Length; i++)
        {
            var match = Declaration().Match(file.Code[i]);
            if (!match.Success) continue;
            var name = match.Groups["name"].Value;
            if (Empty().IsMatch(name))
                yield return new Finding(file.Path, i + 1, $"the name {name} says nothing",
                    "name what it does");
            var topLevel = !char.IsWhiteSpace(file.Code[i][0]);
            if (!topLevel) continue;
            if (names.Count > 0 && names[0] != name)
                yield return new Finding(file.Path, i + 1, $"{name} is a second type here",
                    $"give it {name}.cs");
            names.Add(name);
        }

        // Foo.Log.cs and Foo.Bar.cs hold parts of Foo.
        var stem = System.IO.Path.GetFileName(file.Path).Split('.')[0];
        if (names.Count > 0 && names[0] != stem)
            yield return new Finding(file.Path, 1, $"it holds {names[0]}", $"name the file {names[0]}.cs");
    }

    [GeneratedRegex(
        @"^\s*(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref"
        + @"|unsafe)\s+)*"
        + @"(?:class|record\s+struct|record\s+class|record|struct|interface|enum)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Utilities|Processor)$|^Common")]
    private static partial Regex Empty();
}
