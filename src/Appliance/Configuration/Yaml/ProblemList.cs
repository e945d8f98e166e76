using Hotaru.Model;

namespace Hotaru.Appliance.Configuration;

/// <summary>Collects everything that is wrong, so that a person sees all of it at once.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public bool IsEmpty => _problems.Count == 0;

    public void Add(SourcePosition at, string what, string mend = "") =>
        _problems.Add(new Problem(at, what, mend));

    public void Add(Problem problem) => _problems.Add(problem);

    /// <summary>The text of a file, or null and a problem where it cannot be read.</summary>
    public string? ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var at = new SourcePosition(path, 0, 0);
            // The system says of a folder that access is denied.
            if (Directory.Exists(path)) Add(at, "is a folder", "name a file in it");
            else Add(at, $"cannot be read: {e.Message.TrimEnd('.')}");
            return null;
        }
    }
}
