namespace Hotaru.Storage;

/// <summary>What the store's metrics mean, for the HELP lines.</summary>
internal static class StorageHelp
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["prometheus_tsdb_head_samples_appended_total"] = "Samples that were stored.",
        ["prometheus_tsdb_out_of_order_samples_total"] =
            "Samples that were refused because a newer one of their series is stored.",
        ["prometheus_tsdb_out_of_bound_samples_total"] =
            "Samples that were refused because their time is too far in the past or in the future.",
        ["prometheus_tsdb_head_series_created_total"] = "Series that were created in memory.",
        ["prometheus_tsdb_head_series_removed_total"] = "Series that were removed from memory.",
        ["prometheus_tsdb_data_replay_duration_seconds"] = "How long it took to read the store at the start.",
        ["prometheus_tsdb_wal_corruptions_total"] = "Journal entries that are missing or damaged.",
        ["prometheus_tsdb_wal_writes_failed_total"] = "Journal entries that could not be written.",
        ["prometheus_tsdb_exemplar_max_exemplars"] = "The most exemplars that are kept.",
        ["prometheus_tsdb_exemplar_exemplars_in_storage"] = "Exemplars that are kept.",
        ["prometheus_tsdb_exemplar_exemplars_appended_total"] = "Exemplars that came in, each once.",
        ["prometheus_tsdb_compaction_duration_seconds"] = "How long it took to seal or join blocks.",
        ["prometheus_tsdb_compactions_total"] = "Blocks that were sealed or joined.",
        ["prometheus_tsdb_compactions_failed_total"] = "Attempts to seal or join blocks that failed.",
        ["hotaru_storage_written_bytes_total"] =
            "Bytes handed to the file system: journal, blocks, rollups, and what other rooms store.",
        ["hotaru_storage_journal_entries_total"] = "Journal entries that were written, each with a sync.",
        ["prometheus_tsdb_head_min_time"] =
            "Time of the oldest sample in memory, in milliseconds since the epoch.",
        ["prometheus_tsdb_head_max_time_seconds"] = "Time of the newest sample in memory, in seconds.",
        ["prometheus_tsdb_head_min_time_seconds"] = "Time of the oldest sample in memory, in seconds.",
        ["prometheus_tsdb_lowest_timestamp_seconds"] = "Time of the oldest sample, in seconds.",
        ["prometheus_tsdb_lowest_timestamp"] =
            "Time of the oldest sample that is stored, in milliseconds since the epoch.",
        ["prometheus_tsdb_retention_limit_bytes"] = "Bytes above which the oldest data goes; 0: no limit.",
        ["prometheus_tsdb_retention_limit_seconds"] = "How long raw samples are kept.",
        ["prometheus_tsdb_head_series"] = "Series in memory.",
        ["prometheus_tsdb_head_max_time"] =
            "Time of the newest sample in memory, in milliseconds since the epoch.",
        ["prometheus_tsdb_blocks_loaded"] = "Blocks of raw samples.",
        ["prometheus_tsdb_storage_blocks_bytes"] = "Bytes that the blocks of raw samples take.",
        ["hotaru_storage_head_samples"] = "Samples in memory that are in no block yet.",
        ["hotaru_storage_journal_lag_seconds"] = "Age of the oldest sample that is not on disk yet.",
        ["hotaru_storage_damaged_blobs"] = "Blobs that were set aside because their checksum is wrong.",
    };

    public static string Of(string name) => Texts.GetValueOrDefault(name, "A figure of the store.");
}
