using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>The proxy fields of an HTTP client, and which of them go together.</summary>
internal static class ProxySection
{
    public static ProxyModel Read(ConfigMap map)
    {
        Uri? url = null;
        if (map["proxy_url"] is { } node) url = HttpSection.Url(node);
        var model = new ProxyModel(url, map.Text("no_proxy"), map.Flag("proxy_from_environment", false));
        if (url is not null && model.FromEnvironment)
        {
            map.Problems.Add(
                map.KeyAt("proxy_from_environment"), "proxy_url and proxy_from_environment stand together",
                "keep one of them");
        }
        else if (model.NoProxy.Length > 0 && model.FromEnvironment)
        {
            map.Problems.Add(map.KeyAt("no_proxy"), "no_proxy and proxy_from_environment stand together",
                "keep one of them; the environment has NO_PROXY");
        }
        else if (model.NoProxy.Length > 0 && map["proxy_url"] is null)
            map.Problems.Add(
                map.KeyAt("no_proxy"), "no_proxy stands without proxy_url", "add \"proxy_url:\"");

        if (map["proxy_connect_header"]?.Map() is { Count: > 0 })
        {
            // The proxy would turn away what comes without them: better to know it now than at a scrape.
            map.Problems.Add(map.KeyAt("proxy_connect_header"), "headers of CONNECT requests cannot be set",
                "take it out; credentials can stand in proxy_url as http://user:password@host");
        }

        return model;
    }
}
