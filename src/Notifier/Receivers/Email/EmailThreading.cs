namespace Hotaru.Notifier;

/// <summary>Which mails about a group belong to one thread.</summary>
public enum EmailThreading
{
    Off,

    /// <summary>All of them.</summary>
    Always,

    /// <summary>Those of one day.</summary>
    Daily,
}
