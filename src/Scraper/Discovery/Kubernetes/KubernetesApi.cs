using System.Text.Json;

namespace Hotaru.Scraper;

/// <summary>
/// Lists objects of the Kubernetes API, of the cluster this runs in or of the one that is named.
/// </summary>
internal sealed class KubernetesApi
{
    private const string AccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount/";
    private const int PageSize = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly KubernetesDiscoveryModel _model;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly Uri _server;

    public KubernetesApi(KubernetesDiscoveryModel model, TimeProvider time)
    {
        (_model, _time) = (model, time);
        _server = model.ApiServer ?? InCluster();
        _client =
            HttpClientBuilder.Build(model.ApiServer is null ? WithAccount(model.Http) : model.Http, time);
    }

    public async Task<IReadOnlyList<JsonElement>> ListAsync(string role, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var items = new List<JsonElement>();
        foreach (var path in Paths(role))
        {
            var next = "";
            do
            {
                var address = new Uri(_server, $"{path}?limit={PageSize}{Selector(role)}"
                    + (next.Length == 0 ? "" : $"&continue={Uri.EscapeDataString(next)}"));
                using var response = await _client.GetAsync(address, either.Token);
                response.EnsureSuccessStatusCode();
                await using var body = await response.Content.ReadAsStreamAsync(either.Token);
                using var json = await JsonDocument.ParseAsync(body, default, either.Token);
                items.AddRange(json.RootElement.Items("items").Select(item => item.Clone()));
                next = json.RootElement.Text("metadata", "continue");
            }
            while (next.Length > 0);
        }

        return items;
    }

    private IEnumerable<string> Paths(string role)
    {
        var (group, plural) = role switch
        {
            "pod" => ("/api/v1", "pods"),
            "service" => ("/api/v1", "services"),
            "endpoints" => ("/api/v1", "endpoints"),
            "node" => ("/api/v1", "nodes"),
            "namespace" => ("/api/v1", "namespaces"),
            "endpointslice" => ("/apis/discovery.k8s.io/v1", "endpointslices"),
            _ => ("/apis/networking.k8s.io/v1", "ingresses"),
        };
        var namespaces = Namespaces();
        if (namespaces.Count == 0 || role is "node" or "namespace") return [$"{group}/{plural}"];
        return namespaces.Select(name => $"{group}/namespaces/{name}/{plural}");
    }

    private IReadOnlyList<string> Namespaces()
    {
        if (!_model.OwnNamespace) return _model.Namespaces;
        return [.. _model.Namespaces, File.ReadAllText(AccountDirectory + "namespace").Trim()];
    }

    private string Selector(string role)
    {
        foreach (var selector in _model.Selectors.Where(selector => selector.Role == role))
        {
            var label =
                selector.Label.Length == 0 ? "" : $"&labelSelector={Uri.EscapeDataString(selector.Label)}";
            var field =
                selector.Field.Length == 0 ? "" : $"&fieldSelector={Uri.EscapeDataString(selector.Field)}";
            return label + field;
        }

        return "";
    }

    private static Uri InCluster()
    {
        var host = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") ?? "kubernetes.default.svc";
        var port = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT") ?? "443";
        return new Uri($"https://{MetaLabels.HostPort(host, port)}");
    }

    private static HttpClientModel WithAccount(HttpClientModel model) =>
        File.Exists(AccountDirectory + "token")
        ? model with
        {
            Authorization = new AuthorizationModel("Bearer", new SecretModel("", AccountDirectory + "token")),
            Tls = new TlsModel { Ca = new SecretModel("", AccountDirectory + "ca.crt") },
        }
        : model;
}
