namespace Hotaru.Promql;

/// <summary>How many series of each side belong to one another.</summary>
public enum MatchCardinality
{
    OneToOne,
    ManyToOne,
    OneToMany,
    ManyToMany,
}
