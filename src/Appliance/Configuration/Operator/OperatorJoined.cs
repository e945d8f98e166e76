using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>What files and a cluster's resources came to.</summary>
/// <param name="Model">Null where the files have problems.</param>
/// <param name="Skipped">What is wrong with resources of the cluster; the others count.</param>
/// <param name="Wanted">What resources refer to.</param>
internal sealed record OperatorJoined(
    ApplianceModel? Model, IReadOnlyList<Problem> Skipped, IReadOnlySet<ClusterWant> Wanted);
