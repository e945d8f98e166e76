using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Model;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Reads all files again and hands the new model round; a mistake in any of them changes nothing.
/// </summary>
internal sealed partial class Reloader(
    ServeOptions options, ApplianceModel running, IEnumerable<IReloadable> rooms, TimeProvider time,
    ILogger<Reloader> log) : IReloader, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>What is in force.</summary>
    public ApplianceModel Current { get; private set; } = running;

    public DateTimeOffset LastSuccessAt { get; private set; } = time.GetUtcNow();

    public bool LastWasSuccessful { get; private set; } = true;

    public async Task<IReadOnlyList<Problem>> ReloadAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var problems = new ProblemList();
            if (ApplianceFiles.Read(options, problems) is not { } model)
            {
                LastWasSuccessful = false;
                LogRefused(log, string.Join(Environment.NewLine, problems.Problems));
                return problems.Problems;
            }

            foreach (var room in rooms) await room.ApplyAsync(model, cancellation);
            (Current, LastSuccessAt, LastWasSuccessful) = (model, time.GetUtcNow(), true);
            LogDone(log);
            return [];
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
