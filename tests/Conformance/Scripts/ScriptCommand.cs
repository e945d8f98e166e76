namespace Hotaru.Conformance;

/// <summary>One command of a script. Lines count from 1.</summary>
internal abstract record ScriptCommand(int Line);
