namespace Hotaru.Appliance.Configuration;

/// <summary>
/// storage: of prometheus.yml. Retention is hotaru.yml's; what is said of it here is only checked.
/// </summary>
internal static class TsdbSection
{
    public static TimeSpan? OutOfOrderWindow(ConfigNode? node)
    {
        if (node is null) return null;
        var storage = node.Map();
        var tsdb = storage["tsdb"]?.Map();
        var window = tsdb?["out_of_order_time_window"]?.Duration();
        tsdb?["stale_series_compaction_threshold"]?.Number();
        tsdb?["chunk_encoding"]?.Map();
        var retention = tsdb?["retention"]?.Map();
        retention?["time"]?.Duration();
        retention?["size"]?.Size();
        retention?["percentage"]?.Number();
        retention?.End();
        tsdb?.End();
        var exemplars = storage["exemplars"]?.Map();
        exemplars?["max_exemplars"]?.Integer();
        exemplars?.End();
        storage.End();
        return window;
    }
}
