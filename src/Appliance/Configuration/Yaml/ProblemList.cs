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
}
