namespace Hotaru.Conformance;

/// <summary>A script that is wrong itself, or an expectation that was not met.</summary>
internal sealed class ScriptException(string message) : Exception(message);
