using Hotaru.Appliance.Configuration;
using Hotaru.Model;

namespace Hotaru.Appliance.Tests.Configuration.Prometheus;

/// <summary>
/// Every field that Prometheus 3.14 documents for scraping, with a legal value: it is taken, or refused with
/// a mend; none is unknown. Source: its docs/configuration/configuration.md.
/// </summary>
public sealed class DocumentedFieldsTests
{
    private const string Job = "scrape_configs:\n- job_name: j\n";

    /// <summary>Where a field stands: what is before it, its indent, and what else must be there.</summary>
    private static readonly Dictionary<string, (string Before, string Needs)> Places = new()
    {
        ["global"] = ("global:\n", ""),
        ["scrape"] = (Job, ""),
        ["tls"] = (Job + "  tls_config:\n", ""),
        ["basic"] = (Job + "  basic_auth:\n", ""),
        ["authorization"] = (Job + "  authorization:\n", ""),
        ["oauth2"] = (Job + "  oauth2:\n", "client_id: c|token_url: http://x/token"),
        ["relabel"] = (Job + "  relabel_configs:\n  -\n", "target_label: t"),
        ["static"] = (Job + "  static_configs:\n  -\n", ""),
        ["file"] = (Job + "  file_sd_configs:\n  -\n", "files: [a.json]"),
        ["http_sd"] = (Job + "  http_sd_configs:\n  -\n", "url: http://x/"),
        ["dns"] = (Job + "  dns_sd_configs:\n  -\n", "names: [x]|port: 1"),
        ["docker"] = (Job + "  docker_sd_configs:\n  -\n", "host: unix:///var/run/docker.sock"),
        ["kubernetes"] = (Job + "  kubernetes_sd_configs:\n  -\n", "role: pod"),
    };

    private readonly ProblemList _problems = new();

    [Theory]
    [InlineData("global", "scrape_interval: 1m|scrape_timeout: 10s|scrape_protocols: [PrometheusProto]|"
        + "evaluation_interval: 1m|rule_query_offset: 1s|external_labels: {a: b}|query_log_file: q|"
        + "scrape_failure_log_file: f|body_size_limit: 1MB|sample_limit: 1|label_limit: 1|"
        + "label_name_length_limit: 1|label_value_length_limit: 1|target_limit: 1|keep_dropped_targets: 1|"
        + "metric_name_validation_scheme: utf8|scrape_native_histograms: true|"
        + "convert_classic_histograms_to_nhcb: true|always_scrape_classic_histograms: true|"
        + "extra_scrape_metrics: true")]
    [InlineData("scrape", "scrape_interval: 1m|scrape_timeout: 10s|scrape_protocols: [PrometheusText1.0.0]|"
        + "fallback_scrape_protocol: PrometheusText0.0.4|metrics_path: /m|honor_labels: true|"
        + "honor_timestamps: false|track_timestamps_staleness: true|scheme: https|params: {a: [b]}|"
        + "enable_compression: false|scrape_failure_log_file: f|body_size_limit: 1MB|sample_limit: 1|"
        + "label_limit: 1|label_name_length_limit: 1|label_value_length_limit: 1|target_limit: 1|"
        + "keep_dropped_targets: 1|metric_name_validation_scheme: legacy|metric_name_escaping_scheme: dots|"
        + "native_histogram_bucket_limit: 1|native_histogram_min_bucket_factor: 1.1|"
        + "scrape_native_histograms: true|convert_classic_histograms_to_nhcb: true|"
        + "always_scrape_classic_histograms: true|extra_scrape_metrics: true|relabel_configs: []|"
        + "metric_relabel_configs: []|static_configs: []|file_sd_configs: []|http_sd_configs: []|"
        + "dns_sd_configs: []|docker_sd_configs: []|kubernetes_sd_configs: []")]
    [InlineData("scrape", "basic_auth: {username: u}|authorization: {credentials: c}|"
        + "oauth2: {client_id: c, token_url: 'http://x'}|follow_redirects: false|enable_http2: false|"
        + "tls_config: {}|proxy_url: http://x|proxy_from_environment: true|"
        + "http_headers: {X-A: {values: [b], secrets: [c]}}")]
    [InlineData("tls", "ca: c|ca_file: f|server_name: s|insecure_skip_verify: true|min_version: TLS10|"
        + "min_version: TLS13|max_version: TLS12|max_version: TLS13")]
    [InlineData("basic", "username: u|username_file: f|password: p|password_file: f")]
    [InlineData("authorization", "type: Bearer|credentials: c|credentials_file: f")]
    [InlineData("oauth2", "client_id: c|client_secret: s|client_secret_file: f|scopes: [a]|"
        + "token_url: http://y|endpoint_params: {grant_type: password}|tls_config: {}|"
        + "grant_type: client_credentials|proxy_url: http://x|proxy_from_environment: true")]
    [InlineData("relabel", "source_labels: [a]|separator: ','|target_label: t|regex: a.*|modulus: 3|"
        + "replacement: $1|action: hashmod\n    modulus: 3")]
    [InlineData("static", "targets: ['x:1']|labels: {a: b}")]
    [InlineData("file", "files: [b.yml]|refresh_interval: 1m")]
    [InlineData("http_sd", "url: http://y/|refresh_interval: 1m|basic_auth: {username: u}|tls_config: {}")]
    [InlineData("dns", "names: [x]|type: A|type: AAAA|type: MX|type: NS|type: SRV|port: 1|"
        + "refresh_interval: 1m")]
    [InlineData("docker", "host: tcp://x:1|port: 1|host_networking_host: h|match_first_network: false|"
        + "filters: [{name: n, values: [v]}]|refresh_interval: 1m|tls_config: {}")]
    [InlineData("kubernetes", "role: node|api_server: https://x|namespaces: {names: [a]}|"
        + "namespaces: {own_namespace: true}|selectors: [{role: pod, label: a=b, field: c=d}]|"
        + "attach_metadata: {node: true, namespace: true, deployment: true, job: true, cronjob: true}|"
        + "tls_config: {}|authorization: {credentials_file: f}")]
    public void A_field_is_taken(string place, string fields)
    {
        foreach (var field in fields.Split('|'))
        {
            Read(place, field);
            Assert.True(_problems.IsEmpty, $"{place}: {field}: {string.Join('\n', _problems.Problems)}");
        }
    }

    [Theory]
    [InlineData("scrape", "proxy_url: http://x\n  proxy_connect_header: {A: [b]}",
        "headers of CONNECT requests cannot be set")]
    [InlineData("scrape", "no_proxy: a", "no_proxy stands without proxy_url")]
    [InlineData("scrape", "proxy_from_environment: true\n  no_proxy: a",
        "no_proxy and proxy_from_environment stand together")]
    [InlineData("scrape", "http_headers: {authorization: {values: [b]}}",
        "authorization is set by the server itself")]
    [InlineData("scrape", "scrape_classic_histograms: true", "has another name since Prometheus 3")]
    [InlineData("scrape", "sample_limit: -1", "sample_limit is below 0")]
    [InlineData("scrape", "native_histogram_bucket_limit: -1", "native_histogram_bucket_limit is below 0")]
    [InlineData("tls", "max_version: TLS11", "TLS11 is older than what is spoken here")]
    [InlineData("tls", "min_version: TLS13\n    max_version: TLS12", "max_version is below min_version")]
    [InlineData("tls", "cert_ref: a", "cert_ref names a secret of a store")]
    [InlineData("basic", "password_ref: a", "password_ref names a secret of a store")]
    [InlineData("authorization", "credentials_ref: a", "credentials_ref names a secret of a store")]
    [InlineData("oauth2", "grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer'", "is not supported")]
    [InlineData("oauth2", "client_certificate_key: k", "client_certificate_key is of a grant by signed")]
    [InlineData("oauth2", "client_certificate_key_file: k", "client_certificate_key_file is of a grant")]
    [InlineData("oauth2", "client_certificate_key_id: k", "client_certificate_key_id is of a grant")]
    [InlineData("oauth2", "signature_algorithm: RS256", "signature_algorithm is of a grant")]
    [InlineData("oauth2", "iss: i", "iss is of a grant")]
    [InlineData("oauth2", "audience: a", "audience is of a grant")]
    [InlineData("oauth2", "claims: {a: b}", "claims is of a grant")]
    [InlineData("oauth2", "client_secret_ref: a", "client_secret_ref names a secret of a store")]
    public void What_has_no_effect_here_is_refused_with_a_mend(string place, string field, string what)
    {
        Read(place, field);
        var problem = Assert.Single(_problems.Problems);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Mend);
    }

    [Fact]
    public void Every_kind_of_discovery_that_is_not_here_is_refused_by_its_name()
    {
        string[] kinds =
        [
            "aws", "azure", "consul", "digitalocean", "dockerswarm", "ec2", "eureka", "gce", "hetzner",
            "ionos", "kuma", "lightsail", "linode", "marathon", "nerve", "nomad", "oci", "openstack",
            "outscale",
            "ovhcloud", "puppetdb", "scaleway", "serverset", "stackit", "triton", "uyuni", "vultr",
        ];
        Read("scrape", string.Join("\n  ", kinds.Select(kind => kind + "_sd_configs: [{}]")));
        Assert.Equal(
            kinds.Select(kind => kind + "_sd_configs is not supported").Order(StringComparer.Ordinal),
            _problems.Problems.Select(p => p.What).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_legacy_job_maps_labels_to_legacy_names_only()
    {
        Read("scrape", """
            metric_name_validation_scheme: legacy
              relabel_configs:
              - {action: labelmap, regex: "a(.*)", replacement: "x-y"}
              - {action: labelmap, regex: "a(.*)", replacement: "b_$1"}
            """);
        Assert.Contains("\"x-y\" is not a label name", Assert.Single(_problems.Problems).What);
    }

    private void Read(string place, string field)
    {
        var (before, needs) = Places[place];
        var indent = new string(' ', place is "scrape" or "global" ? 2 : 4);
        var name = field[..field.IndexOf(':', StringComparison.Ordinal)];
        var lines = needs.Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith(name + ":", StringComparison.Ordinal)).Append(field);
        var text = before + string.Concat(lines.Select(line => indent + line + "\n"));
        PrometheusFile.Parse(text, "p.yml", _problems);
    }
}
