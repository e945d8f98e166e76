using System.Globalization;
using Hotaru.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.Tests.Killed;

/// <summary>
/// The process that gets killed: it pushes samples without end and prints each one once it is confirmed. Some
/// rounds seal, flush or delete what came before in a table beside the samples.
/// </summary>
internal static class KilledWriter
{
    public const string Verb = "write-until-killed";

    public static async Task<int> RunAsync(string[] args, Func<string, IStore> open)
    {
        if (args is not [Verb, var path, var seed]) return 2;
        var random = new Random(int.Parse(seed, CultureInfo.InvariantCulture));
        using var store = open(path);
        var model = new StorageModel
        {
            BlockDuration = TimeSpan.FromMinutes(1),
            JournalInterval = TimeSpan.FromSeconds(1)
        };
        await using var series = await TimeSeriesStore.OpenAsync(
            store, model, TimeProvider.System, NullLogger.Instance, default);
        var references = new SeriesReference[8];
        var last = new long[8];
        for (var round = 0; ; round++)
        {
            var number = random.Next(8);
            var now = Math.Max(last[number] + 1, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            last[number] = now;
            using var batch = series.Begin();
            var outcome = batch.Append(ref references[number], Of(number), now, round);
            if (outcome != AppendOutcome.Accepted) continue;
            // Half of them as a remote write comes: nothing is stored with them.
            var also = number < 4
                ? new StoreBatch().Put("beside", [(byte)number], BitConverter.GetBytes(now)) : null;
            await batch.CommitAsync(Durability.Synced, also, default);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} {now} {round}"));
            if (random.Next(40) == 0) await series.CompactAsync(default);
            if (random.Next(20) == 0) await series.FlushAsync(default);
        }
    }

    public static Labels Of(int number) => Labels.Of("__name__", "pushed", "number", $"{number}");
}
