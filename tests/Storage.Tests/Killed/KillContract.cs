using System.Diagnostics;
using System.Globalization;
using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.Tests.Killed;

/// <summary>What every adapter of the store port must keep through a kill -9.</summary>
public abstract class KillContract
{
    /// <summary>A few in daily work; HOTARU_KILL_ROUNDS=200 for the long form.</summary>
    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("HOTARU_KILL_ROUNDS"), out var rounds) ? rounds : 4;

    [Fact]
    public async Task KillNine_AtRandomMoments_LosesNothingThatWasConfirmed()
    {
        using var directory = new TempDirectory();
        var path = directory.File("hotaru.db");
        var confirmed = new List<(int Number, long At, double Value)>();
        for (var round = 0; round < Rounds; round++)
        {
            var before = confirmed.Count;
            await RunAndKillAsync(path, round, confirmed);
            Assert.True(confirmed.Count > before, $"round {round} confirmed nothing");
            await CheckAsync(path, confirmed, round);
        }
    }

    protected abstract IStore Open(string path);

    private static async Task RunAndKillAsync(
        string path, int round, List<(int Number, long At, double Value)> confirmed)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(KilledWriter).Assembly.Location, KilledWriter.Verb, path, $"{round}"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var lines = 20 + new Random(round).Next(150);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var parts = line.Split(' ');
            if (parts.Length != 3) break;
            confirmed.Add((
                int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(
                    parts[1], CultureInfo.InvariantCulture),
                double.Parse(parts[2], CultureInfo.InvariantCulture)));
            if (--lines == 0) process.Kill();
        }

        await process.WaitForExitAsync();
    }

    private async Task CheckAsync(
        string path, List<(int Number, long At, double Value)> confirmed, int round)
    {
        using var store = Open(path);
        await using var series = await TimeSeriesStore.OpenAsync(
            store, new StorageModel { BlockDuration = TimeSpan.FromMinutes(1) }, TimeProvider.System,
            NullLogger.Instance, default);
        Assert.True(series.Health.IsHealthy, series.Health.Reason);
        foreach (var group in confirmed.GroupBy(c => c.Number))
        {
            using var set = series.Select(
                new SeriesSelection(
                    [new Matcher("number", MatchOperator.Equal, $"{group.Key}")], 0, long.MaxValue),
                default);
            var buffer = new SampleBuffer();
            Assert.True(set.Count == 1, $"round {round}: series {group.Key} is missing");
            set[0].Read(0, long.MaxValue, buffer);
            foreach (var (_, at, value) in group)
            {
                var i = buffer.LowerBound(at);
                Assert.True(
                    i < buffer.Count && buffer.Timestamps[i] == at && buffer.Values[i] == value,
                    $"round {round}: series {group.Key} lost {value} at {at}");
            }

            if (group.Key >= 4) continue;
            var beside = BitConverter.ToInt64(store.Get("beside", [(byte)group.Key])!);
            Assert.True(beside >= group.Max(c => c.At),
                $"round {round}: what belongs to series {group.Key} is older");
        }
    }
}
