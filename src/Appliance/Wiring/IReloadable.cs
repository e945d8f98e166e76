using Hotaru.Appliance.Configuration;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// A room's part in a reload. All files have been read and found good before the first one is called; the
/// order is
/// the one in which they were added.
/// </summary>
internal interface IReloadable
{
    Task ApplyAsync(ApplianceModel model, CancellationToken cancellation);
}
