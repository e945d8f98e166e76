namespace Hotaru.Updates;

/// <summary>
/// Where releases live. Everything but the drop folder belongs to root, so that whoever breaks into the
/// service cannot change what runs.
/// </summary>
/// <param name="Root">Normally /opt/hotaru.</param>
/// <param name="Drop">Where a person copies a release to; normally /var/lib/hotaru/updates.</param>
/// <param name="Keys">Public keys; normally /etc/hotaru/update-keys.</param>
public sealed record UpdatePaths(string Root, string Drop, string Keys)
{
    public static readonly UpdatePaths Default =
        new("/opt/hotaru", "/var/lib/hotaru/updates", "/etc/hotaru/update-keys");

    /// <summary>Where the running appliance says where it answers.</summary>
    public string Address { get; init; } = HttpReadinessProbe.DefaultAddressFile;

    /// <summary>As a release is installed that this process runs from; else as usual.</summary>
    public static UpdatePaths OfProcess
    {
        get
        {
            var releases = Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'));
            return releases is { Name: "releases", Parent: { } root }
                ? Default with { Root = root.FullName }
                : Default;
        }
    }

    public string Releases => Path.Combine(Root, "releases");

    /// <summary>A copy of the package that nobody else can change while it is read.</summary>
    public string Staged => Path.Combine(Root, "incoming.tar.gz");

    /// <summary>There while an update is on its way; see <see cref="UpdateJournal"/>.</summary>
    public string Journal => Path.Combine(Root, "update.journal");

    /// <summary>How the last update ended; see <see cref="UpdateResult"/>.</summary>
    public string Result => Path.Combine(Root, "update.result");

    public string Lock => Path.Combine(Root, "update.lock");

    public string Release(string version) => Path.Combine(Releases, version);

    /// <summary>A link: the release that the service runs.</summary>
    public string Current => Path.Combine(Root, "current");

    /// <summary>A link: the last release that was found good. The updater itself runs from it.</summary>
    public string Good => Path.Combine(Root, "good");

    /// <summary>A link: the one that was good before it.</summary>
    public string Previous => Path.Combine(Root, "previous");
}
