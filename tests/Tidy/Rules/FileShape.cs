using System.Text.RegularExpressions;

namespace Hotaru.Tidy.Rules;

/// <summary>What can be told line by line: lengths, regions, namespaces, the file's own length.</summary>
internal static partial class FileShape
{
    public const int MaxLines = 400;
    public const int MaxColumns = 110;

    public static IEnumerable<Finding> Check(SourceFile file)
    {
        var length = file.Lines.Length - 1;
        if (length > MaxLines)
            yield return new Finding(file.Path, 1, $"{length} lines", $"split it, at most {MaxLines}");
        for (var i = 0; i < file.Lines.Length; i++)
        {
            if (file.Lines[i].Length > MaxColumns)
                yield return new Finding(file.Path, i + 1, $"{file.Lines[i].Length} columns",
                    $"at most {MaxColumns}");
            if (Region().IsMatch(file.Code[i]))
                yield return new Finding(file.Path, i + 1, "a region", "split the type instead");
            if (BlockNamespace().IsMatch(file.Code[i]) && !file.Code[i].TrimEnd().EndsWith(';'))
                yield return new Finding(file.Path, i + 1, "a block namespace", "make it file-scoped");
        }
    }

    [GeneratedRegex(@"^\s*#\s*region")]
    private static partial Regex Region();

    [GeneratedRegex(@"^namespace\s")]
    private static partial Regex BlockNamespace();
}
