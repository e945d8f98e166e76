namespace Hotaru.Updates;

/// <summary>One thing that must have gone well, and where it has not, why.</summary>
public sealed record ReadinessFact(string Name, FactState State, string Detail);
