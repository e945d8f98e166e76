using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Conformance;

/// <summary>A query and what is expected of it. Times in milliseconds.</summary>
internal sealed record EvalCommand(int Line) : ScriptCommand(Line)
{
    public required string Expression { get; init; }

    public required bool IsRange { get; init; }

    public long StartMs { get; set; }

    public long EndMs { get; set; }

    public long StepMs { get; set; }

    public long EvalMs { get; set; }

    /// <summary>The old eval_fail, eval_warn, eval_info.</summary>
    public string Mode { get; init; } = "";

    public bool IsOrdered { get; set; }

    public string? FailMessage { get; set; }

    public GoRegex? FailPattern { get; set; }

    public List<Expectation> Expectations { get; } = [];

    public string? ExpectedString { get; set; }

    public double? ExpectedScalar { get; set; }

    public Dictionary<Labels, (int Position, IReadOnlyList<SequenceValue> Values)> ExpectedSeries { get; } =
        [];

    /// <summary>The result is no instant vector or scalar, so it is not tried as a range query.</summary>
    public bool OnlyInstant { get; set; }

    public bool ExpectsFailure => Mode == "fail" || Expectations.Exists(e => e.Kind == "fail");

    public IEnumerable<Expectation> Of(string kind) => Expectations.Where(e => e.Kind == kind);
}
