namespace Hotaru.Storage.Sqlite;

/// <summary>The statements that are prepared once for each connection and table.</summary>
internal enum SqliteQuery
{
    Get,
    ScanAll,
    ScanRange,
    ScanAllReverse,
    ScanRangeReverse,
    Put,
    DeleteAll,
    DeleteRange,
}
