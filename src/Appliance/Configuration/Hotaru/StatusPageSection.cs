using Hotaru.Web;

namespace Hotaru.Appliance.Configuration;

/// <summary><c>status_page:</c> of hotaru.yml: enabled, badges, title, jobs.</summary>
internal static class StatusPageSection
{
    public static StatusPageModel Read(ConfigNode? node)
    {
        var plain = new StatusPageModel();
        if (node?.Map() is not { } map) return plain;
        var model = new StatusPageModel
        {
            IsEnabled = map.Flag("enabled", plain.IsEnabled),
            HasBadges = map.Flag("badges", plain.HasBadges),
            Title = map.Text("title", plain.Title),
            Jobs = map.Texts("jobs"),
        };
        map.End();
        return model;
    }
}
