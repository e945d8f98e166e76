using Hotaru.Gateway;

namespace Hotaru.Appliance.Configuration;

/// <summary><c>gateway:</c> of hotaru.yml; the keys are named in <see cref="GatewayModel"/>.</summary>
internal static class GatewaySection
{
    private const long LargestBody = 1L << 30;

    /// <param name="adminApi">The admin API of all surfaces; the gateway's own key can only add to
    /// it.</param>
    /// <param name="lifecycleApi">The same for <c>/-/quit</c>.</param>
    public static GatewayModel Read(ConfigNode? node, bool adminApi, bool lifecycleApi)
    {
        var plain = new GatewayModel { EnableAdminApi = adminApi, EnableLifecycle = lifecycleApi };
        if (node?.Map() is not { } map) return plain;
        var model = plain with
        {
            EnableAdminApi = map.Flag("enable_admin_api", adminApi),
            EnableLifecycle = map.Flag("enable_lifecycle", lifecycleApi),
            EnableUtf8Names = map.Flag("enable_utf8_names", plain.EnableUtf8Names),
            ChecksConsistency = map.Flag("enable_consistency_check", plain.ChecksConsistency),
            MaxBodyBytes = (int)Bounded(map, "max_body_size", map.Size("max_body_size", plain.MaxBodyBytes),
                LargestBody),
            MaxGroups = (int)Bounded(map, "max_groups", map.Integer("max_groups", plain.MaxGroups),
                int.MaxValue),
            TimeToLive = map["time_to_live"]?.Duration() is { Ticks: > 0 } timeToLive ? timeToLive : null,
            AddUpJobs = map.Texts("add_up_jobs").ToHashSet(StringComparer.Ordinal),
        };
        map.End();
        return model;
    }

    private static long Bounded(ConfigMap map, string name, long value, long largest)
    {
        if (value is > 0 && value <= largest) return value;
        map.Problems.Add(map.KeyAt(name), $"{name} must be from 1 to {largest}");
        return largest;
    }
}
