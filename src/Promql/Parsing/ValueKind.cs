namespace Hotaru.Promql;

/// <summary>The types of PromQL.</summary>
public enum ValueKind
{
    None,
    Scalar,
    String,
    Vector,
    Matrix,
}
