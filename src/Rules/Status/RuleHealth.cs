namespace Hotaru.Rules;

/// <summary>How the last evaluation of a rule went.</summary>
public enum RuleHealth
{
    Unknown,
    Ok,
    Bad,
}
