using Hotaru.Model;
using LiteDB;
using LiteDB.Engine;

namespace Hotaru.Storage.LiteDb;

/// <summary>
/// The open engine. After an error it is opened anew for the next one who asks: LiteDB closes itself at the
/// first error of the disk, and its memory may then be ahead of its files. Thread-safe.
/// </summary>
internal sealed class LiteDbDatabase : IDisposable
{
    private readonly LiteDbFile _file;
    private readonly IDisposable _lock;
    private readonly ReaderWriterLockSlim _gate = new();
    private LiteEngine _engine;
    private volatile bool _isBroken;

    public LiteDbDatabase(LiteDbFile file)
    {
        _file = file;
        _lock = file.Lock();
        try
        {
            file.CheckHead();
            _engine = file.Open();
        }
        catch (Exception e)
        {
            _lock.Dispose();
            throw file.Error(e);
        }
    }

    public LiteDbFile File => _file;

    /// <summary>Bytes written to the log and, by checkpoints, to the database.</summary>
    public long BytesWritten;

    /// <exception cref="StoreException">LiteDB could not do it.</exception>
    public T Use<T>(Func<LiteEngine, T> work)
    {
        if (_isBroken) Reopen();
        _gate.EnterReadLock();
        try
        {
            return work(_engine);
        }
        catch (Exception e)
        {
            _isBroken = true;
            throw _file.Error(e);
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>Commits batches as one transaction: all of them, or none.</summary>
    public void Commit(IEnumerable<StoreBatch> batches) => Use(engine =>
    {
        var before = _file.LogBytes;
        engine.BeginTrans();
        foreach (var batch in batches) LiteDbTable.Apply(engine, batch.Changes);
        engine.Commit();
        return Interlocked.Add(ref BytesWritten, _file.LogBytes - before);
    });

    /// <summary>Brings what was committed to the disk.</summary>
    public void Sync() => Use(_ =>
    {
        _file.SyncLog();
        return true;
    });

    /// <summary>Brings the log to the disk, then into the database, and cuts it.</summary>
    public void Checkpoint() => Use(engine =>
    {
        _file.SyncLog();
        return Interlocked.Add(ref BytesWritten, (long)engine.Checkpoint() * LiteDbFile.PageSize);
    });

    /// <summary>Puts another file in the place of the database.</summary>
    public void Replace(string other)
    {
        _gate.EnterWriteLock();
        try
        {
            _engine.Dispose();
            System.IO.File.Move(other, _file.FilePath, overwrite: true);
            _engine = _file.Open();
        }
        catch (Exception e)
        {
            _isBroken = true;
            throw _file.Error(e);
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    public void Dispose()
    {
        try
        {
            if (!_isBroken) Checkpoint();
        }
        catch (StoreException)
        {
            // What is in the log stays there for the next start.
        }

        _engine.Dispose();
        _gate.Dispose();
        _lock.Dispose();
    }

    private void Reopen()
    {
        _gate.EnterWriteLock();
        try
        {
            if (!_isBroken) return;
            _engine.Dispose();
            _engine = _file.Open();
            _isBroken = false;
        }
        catch (Exception e)
        {
            throw _file.Error(e);
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }
}
