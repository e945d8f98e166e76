namespace Hotaru.Conformance;

/// <summary>Forgets all series.</summary>
internal sealed record ClearCommand(int Line) : ScriptCommand(Line);
