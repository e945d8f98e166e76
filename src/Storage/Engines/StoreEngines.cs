using Hotaru.Model;

namespace Hotaru.Storage;

/// <summary>The engines that were built in; the first is the default.</summary>
public sealed class StoreEngines(IReadOnlyList<IStoreEngine> engines)
{
    /// <summary>What was there before a restore keeps this behind its name.</summary>
    public const string Replaced = ".before-restore";

    public IStoreEngine Default => engines[0];

    public IReadOnlyList<IStoreEngine> All => engines;

    /// <summary>
    /// The engine that a database is kept by; null where no file is there or none knows it.
    /// </summary>
    public IStoreEngine? Of(string path) => engines.FirstOrDefault(e => e.IsItsFile(path));

    /// <summary>Reads a whole backup of any of them and changes nothing.</summary>
    /// <exception cref="StoreException">It is none, has a newer format, or is damaged.</exception>
    public void Check(string backup) => (Of(backup) ?? Default).Check(backup);

    /// <summary>
    /// Checks a backup of any engine, then puts it in the place of the database, as one of the wanted engine;
    /// whether another was there, which is kept beside it.
    /// </summary>
    /// <exception cref="StoreException">The backup is not good, or the database is in use; nothing changed.
    /// </exception>
    public async Task<bool> RestoreAsync(
        string backup, IStoreEngine wanted, string path, CancellationToken cancellation)
    {
        Check(backup);
        path = Path.GetFullPath(path);
        var partial = path + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var isThere = File.Exists(path);
            var owner = Of(path) ?? wanted;
            if (isThere) owner.CheckStopped(path);
            Copy(backup, partial);
            if (Of(backup) is { } source && source != wanted)
                await MoveAsync(source, wanted, partial, cancellation).ConfigureAwait(false);
            PutAside(owner, path);
            File.Move(partial, path);
            return isThere;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Copy(string from, string to)
    {
        using var source = File.OpenRead(from);
        using var target = new FileStream(to, FileMode.Create, FileAccess.Write);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Makes a database of one engine one of the other, table by table, under the same name.
    /// </summary>
    private static async Task MoveAsync(
        IStoreEngine source, IStoreEngine wanted, string path, CancellationToken cancellation)
    {
        var moved = path + ".moved";
        try
        {
            Delete(wanted, moved);
            using (var from = source.Open(path))
            using (var to = wanted.Open(moved))
                await StoreCopy.CopyAsync(from, to, cancellation).ConfigureAwait(false);
            Delete(source, path);
            File.Move(moved, path);
        }
        finally
        {
            Delete(wanted, moved);
        }
    }

    private static void Delete(IStoreEngine engine, string path)
    {
        foreach (var file in engine.Beside(path).Prepend(path)) File.Delete(file);
    }

    /// <summary>The database goes last: without it the files beside it mean nothing.</summary>
    private static void PutAside(IStoreEngine owner, string path)
    {
        var kept = path + Replaced;
        foreach (var (file, name) in owner.Beside(path).Append(path).Zip(owner.Beside(kept).Append(kept)))
        {
            if (File.Exists(file)) File.Move(file, name, overwrite: true);
            else File.Delete(name);
        }
    }
}
