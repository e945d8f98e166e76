using Hotaru.Appliance.Libraries;
using Hotaru.Storage;

namespace Hotaru.Appliance.Configuration;

/// <summary><c>storage:</c> of hotaru.yml.</summary>
internal static class StorageSection
{
    public const string DefaultPath = "data/hotaru.db";

    public static (StorageModel Model, string Path, IStoreEngine Engine) Read(ConfigNode? node)
    {
        var defaults = new StorageModel();
        if (node is null) return (defaults, DefaultPath, BuiltIn.Engines.Default);
        var map = node.Map();
        var path = map.Text("path", DefaultPath);
        var engine = LibraryChoice.Read(
            map["engine"], "a storage engine", BuiltIn.Engines.Default, BuiltIn.Engines.All,
            e => e.Name, "litedb");
        var retention = map["retention"]?.Map();
        var model = defaults with
        {
            JournalInterval = map.Duration("journal_interval", defaults.JournalInterval),
            KeepFree = map.Size("keep_free", defaults.KeepFree),
            OutOfOrderWindow = map.Duration("out_of_order_window", defaults.OutOfOrderWindow),
            MaxSeries = (int)map.Integer("max_series", defaults.MaxSeries),
            RetentionRaw = retention?.Duration("raw", defaults.RetentionRaw) ?? defaults.RetentionRaw,
            RetentionRollup5m =
                retention?.Duration("rollup_5m", defaults.RetentionRollup5m) ?? defaults.RetentionRollup5m,
            RetentionRollup1h =
                retention?.Duration("rollup_1h", defaults.RetentionRollup1h) ?? defaults.RetentionRollup1h,
            RetentionSize = retention?.Size("size", defaults.RetentionSize) ?? defaults.RetentionSize,
        };
        retention?.End();
        map.End();
        return (model, path, engine);
    }
}
