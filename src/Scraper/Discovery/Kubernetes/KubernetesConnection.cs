using Hotaru.Kubernetes;

namespace Hotaru.Scraper;

/// <summary>Clients of API servers, made of the HTTP settings of the field.</summary>
public static class KubernetesConnection
{
    /// <param name="server">Null: the cluster this runs in, with the account of its pod.</param>
    public static KubernetesClient Client(Uri? server, HttpClientModel http, TimeProvider time)
    {
        var model = server is null ? WithAccount(http) : http;
        return new KubernetesClient(
            server ?? ServiceAccount.Server, () => HttpClientBuilder.Build(model, time), time);
    }

    private static HttpClientModel WithAccount(HttpClientModel model) => ServiceAccount.IsThere
        ? model with
        {
            Authorization = new AuthorizationModel("Bearer", new SecretModel("", ServiceAccount.TokenFile)),
            Tls = new TlsModel { Ca = new SecretModel("", ServiceAccount.CaFile) },
        }
        : model;
}
