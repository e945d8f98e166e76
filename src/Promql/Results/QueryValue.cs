namespace Hotaru.Promql;

/// <summary>A value of one of the types of PromQL.</summary>
public abstract class QueryValue
{
    public abstract ValueKind Kind { get; }

    /// <summary>The resultType of the HTTP API.</summary>
    public string TypeName => Kind.ToString().ToLowerInvariant();
}
