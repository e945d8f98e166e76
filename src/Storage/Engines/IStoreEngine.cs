using Hotaru.Model;

namespace Hotaru.Storage;

/// <summary>
/// What keeps stores in files: one database file, and files beside it while it runs. Stateless; every member
/// may be called from any thread.
/// </summary>
public interface IStoreEngine
{
    /// <summary>As <c>storage.engine</c> has it.</summary>
    string Name { get; }

    /// <summary>Whether a file is a database of this engine, by its first bytes; false where it is not there.
    /// </summary>
    bool IsItsFile(string path);

    /// <summary>Opens the file or makes it, with its directory. The store offers its upkeep too.</summary>
    /// <exception cref="StoreException">
    /// The directory cannot be written, the file is not one of ours, is damaged, or has a newer format. A
    /// file that is refused is left as it was.
    /// </exception>
    IStore Open(string path);

    /// <summary>Reads a whole backup and changes nothing.</summary>
    /// <exception cref="StoreException">It is not one of ours, has a newer format, or is damaged.</exception>
    void Check(string backup);

    /// <summary>Makes sure that no process has the database open.</summary>
    /// <exception cref="StoreException">One has.</exception>
    void CheckStopped(string path);

    /// <summary>
    /// The files that may lie beside a database and belong to it, always in the same order.
    /// </summary>
    IReadOnlyList<string> Beside(string path);
}
