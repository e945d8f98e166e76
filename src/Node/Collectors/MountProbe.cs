namespace Hotaru.Node;

/// <summary>
/// Asks file systems for their room. One whose server has gone answers never: those are asked on another
/// thread, waited for a short while, and not asked again before the last question was answered.
/// </summary>
internal sealed class MountProbe(Machine machine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Task<FileSystemRoom?>> _asked = new(StringComparer.Ordinal);

    public FileSystemRoom? Ask(Mount mount)
    {
        var path = machine.Options.RootPath + mount.Point;
        if (!mount.IsRemote) return machine.Files.Room(path);
        if (_asked.TryGetValue(mount.Point, out var earlier) && !earlier.IsCompleted) return null;
        var asked = Task.Run(() => machine.Files.Room(path));
        _asked[mount.Point] = asked;
        return Task.WhenAny(asked, Task.Delay(Patience, machine.Time)).GetAwaiter().GetResult() == asked
            ? asked.GetAwaiter().GetResult()
            : null;
    }
}
