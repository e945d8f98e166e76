using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Deployment;

/// <summary>
/// What a client sends through the shipped nginx file arrives byte for byte at the right listener.
/// </summary>
public sealed class NginxPathTests
{
    [FactWith("nginx")]
    public async Task Prefixes_are_cut_and_the_rest_arrives_as_it_was_sent()
    {
        await using var appliance = ApplianceProcess.Prepare();
        using var prometheus = new EchoServer(appliance.PrometheusPort);
        using var pushgateway = new EchoServer(appliance.PushgatewayPort);
        using var alertmanager = new EchoServer(appliance.AlertmanagerPort);
        using var node = new EchoServer(appliance.NodePort);
        await using var proxy = await NginxProxy.StartAsync(appliance);

        (string Sent, EchoServer At, string Arrives)[] cases =
        [
            ("/pushgateway/metrics/job/a%2Fb/x//y", pushgateway, "/metrics/job/a%2Fb/x//y /pushgateway"),
            ("/pushgateway/metrics/job@base64/L3Zhci90bXA=", pushgateway,
                "/metrics/job@base64/L3Zhci90bXA= /pushgateway"),
            ("/pushgateway/metrics/job/a/path@base64/PD8_Pz4-?x=%20", pushgateway,
                "/metrics/job/a/path@base64/PD8_Pz4-?x=%20 /pushgateway"),
            ("/pushgateway/", pushgateway, "/ /pushgateway"),
            ("/prometheus/api/v1/query?query=up%7Ba%3D%22%2F%22%7D", prometheus,
                "/api/v1/query?query=up%7Ba%3D%22%2F%22%7D /prometheus"),
            ("/prometheus/api/hotaru/v1/events", prometheus, "/api/hotaru/v1/events /prometheus"),
            ("/api/hotaru/v1/events", prometheus, "/api/hotaru/v1/events "),
            ("/ping/backup/start?rid=1", prometheus, "/ping/backup/start?rid=1 "),
            ("/alertmanager/api/v2/alerts", alertmanager, "/api/v2/alerts /alertmanager"),
            ("/node/metrics", node, "/metrics /node"),
        ];
        foreach (var (sent, at, arrives) in cases)
        {
            Assert.Equal($"{at.Port} {arrives}", await EchoServer.AskAsync(proxy.Port, sent));
        }
    }
}
