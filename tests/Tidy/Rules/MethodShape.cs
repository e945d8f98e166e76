using System.Text.RegularExpressions;

namespace Hotaru.Tidy.Rules;

/// <summary>Methods with a body of at most 60 lines, found by matching braces below a type's own.</summary>
internal static partial class MethodShape
{
    public const int MaxLines = 60;

    public static IEnumerable<Finding> Check(SourceFile file)
    {
        // What each open brace belongs to: true for namespaces and types, whose members are methods.
        var scopes = new Stack<(bool IsType, int Line, string Header)>();
        var header = new System.Text.StringBuilder();
        for (var i = 0; i < file.Code.Length; i++)
        {
            foreach (var c in file.Code[i])
            {
                if (c == '{')
                {
                    scopes.Push((Type().IsMatch(header.ToString()), i, header.ToString()));
                    header.Clear();
                }
                else if (c == '}')
                {
                    header.Clear();
                    if (!scopes.TryPop(out var scope)) continue;
                    var length = i - scope.Line - 1;
                    var inType = scopes.Count == 0 || scopes.Peek().IsType;
                    if (inType && !scope.IsType && length > MaxLines
                        && scope.Header.Contains('(', StringComparison.Ordinal))
                        yield return new Finding(
                            file.Path, scope.Line + 1, $"a method of {length} lines",
                                $"split it, at most {MaxLines}");
                }
                else if (c == ';')
                {
                    header.Clear();
                }
                else
                {
                    header.Append(c);
                }
            }

            header.Append(' ');
        }
    }

    [GeneratedRegex(@"\b(class|record|struct|interface|enum|namespace)\b(?!.*=>)")]
    private static partial Regex Type();
}
