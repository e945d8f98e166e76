namespace Hotaru.Notifier;

/// <summary>In the order in which silences are listed.</summary>
public enum SilenceState
{
    Active,
    Pending,
    Expired,
}
