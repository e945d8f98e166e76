using Hotaru.Model;

namespace Hotaru.Indicator;

/// <summary>
/// All parts of the appliance and how they are. Parts are added by the wiring before the start; reading needs
/// no lock afterwards and may be done by any thread.
/// </summary>
public sealed class HealthBoard(TimeProvider time)
{
    private readonly List<IHealthSource> _sources = [];

    public void Add(IHealthSource source) => _sources.Add(source);

    /// <summary>How every part is, in the order they were added.</summary>
    public IReadOnlyList<PartHealth> Parts => [.. _sources.Select(Ask)];

    /// <summary>
    /// The parts that are unwell and whose trouble makes the monitor blind or dumb. The indicator's own
    /// trouble is told on the page: a lamp that cannot be lit cannot show it, and blinds nobody. Trouble
    /// beyond this machine is none of its faults.
    /// </summary>
    public IReadOnlyList<PartHealth> Faults =>
        [.. _sources.Where(source => source is not IndicatorPanel).Select(Ask)
            .Where(part => part is { IsHealthy: false, IsOutside: false })];

    /// <summary>What is unwell beyond this machine: receivers and services that cannot be reached.</summary>
    public IReadOnlyList<PartHealth> Outside =>
        [.. Parts.Where(part => part is { IsHealthy: false, IsOutside: true })];

    private PartHealth Ask(IHealthSource source)
    {
        try
        {
            return source.Health;
        }
        catch (Exception e)
        {
            var part = source.GetType().Name.ToLowerInvariant();
            return new PartHealth(part, false, $"its state cannot be read: {e.Message}", time.GetUtcNow());
        }
    }
}
