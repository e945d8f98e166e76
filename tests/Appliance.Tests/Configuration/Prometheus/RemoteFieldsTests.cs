using Hotaru.Appliance.Configuration;

namespace Hotaru.Appliance.Tests.Configuration.Prometheus;

/// <summary>
/// Every field that Prometheus 3.14 documents for remote_write, remote_read, otlp, storage and tracing: each
/// is read, or is refused with what to write instead. None is unknown.
/// </summary>
public sealed class RemoteFieldsTests
{
    private readonly ProblemList _problems = new();

    [Theory]
    [InlineData("protobuf_message: prometheus.WriteRequest")]
    [InlineData("protobuf_message: io.prometheus.write.v2.Request")]
    [InlineData("remote_timeout: 10s")]
    [InlineData("headers: { X-Scope-OrgID: a }")]
    [InlineData("write_relabel_configs: [ { source_labels: [job], regex: a, action: drop } ]")]
    [InlineData("name: a")]
    [InlineData("send_exemplars: true")]
    [InlineData("send_native_histograms: true")]
    [InlineData("round_robin_dns: true")]
    [InlineData("queue_config: { capacity: 10000, max_shards: 50, min_shards: 1 }")]
    [InlineData("queue_config: { max_samples_per_send: 2000, batch_send_deadline: 5s }")]
    [InlineData("queue_config: { min_backoff: 30ms, max_backoff: 5s, retry_on_http_429: true }")]
    [InlineData("queue_config: { sample_age_limit: 1h }")]
    [InlineData("metadata_config: { send: true, send_interval: 1m, max_samples_per_send: 2000 }")]
    public void Remote_write_takes(string field) =>
        AssertTaken($"remote_write:\n  - url: http://a/write\n    {field}\n");

    [Theory]
    [InlineData("name: a")]
    [InlineData("required_matchers: { job: a }")]
    [InlineData("remote_timeout: 1m")]
    [InlineData("headers: { X-Scope-OrgID: a }")]
    [InlineData("read_recent: true")]
    [InlineData("filter_external_labels: false")]
    public void Remote_read_takes(string field) =>
        AssertTaken($"remote_read:\n  - url: http://a/read\n    {field}\n");

    [Theory]
    [InlineData("basic_auth: { username: u, password: p }")]
    [InlineData("basic_auth: { username_file: u, password_file: p }")]
    [InlineData("authorization: { type: Bearer, credentials: c }")]
    [InlineData("authorization: { credentials_file: c }")]
    [InlineData("oauth2: { client_id: i, client_secret: s, token_url: http://t }")]
    [InlineData("oauth2: { client_id: i, client_secret_file: s, token_url: http://t, scopes: [a] }")]
    [InlineData("oauth2: { client_id: i, token_url: http://t, endpoint_params: { a: b } }")]
    [InlineData("oauth2: { client_id: i, token_url: http://t, tls_config: { ca_file: c } }")]
    [InlineData("oauth2: { client_id: i, token_url: http://t, proxy_url: http://p, no_proxy: a }")]
    [InlineData("oauth2: { client_id: i, token_url: http://t, proxy_from_environment: true }")]
    [InlineData("follow_redirects: false")]
    [InlineData("enable_http2: true")]
    [InlineData("tls_config: { ca: c, cert: c, key: k, server_name: n, insecure_skip_verify: true }")]
    [InlineData("tls_config: { ca_file: c, cert_file: c, key_file: k }")]
    [InlineData("tls_config: { min_version: TLS12, max_version: TLS13 }")]
    [InlineData("proxy_url: http://p")]
    [InlineData("proxy_from_environment: true")]
    [InlineData("http_headers: { X-A: { values: [b], secrets: [c] } }")]
    public void Both_take_the_fields_of_an_HTTP_client(string field)
    {
        AssertTaken($"remote_write:\n  - url: http://a/write\n    {field}\n");
        AssertTaken($"remote_read:\n  - url: http://a/read\n    {field}\n");
    }

    [Theory]
    [InlineData("sigv4: { region: r, access_key: a, secret_key: s, profile: p, role_arn: r }")]
    [InlineData("sigv4: { external_id: e, use_fips_sts_endpoint: true }")]
    [InlineData("sigv4: {}")]
    [InlineData("azuread: { cloud: AzurePublic, managed_identity: { client_id: c }, scope: s }")]
    [InlineData("azuread: { workload_identity: { client_id: c, tenant_id: t, token_file_path: p } }")]
    [InlineData("google_iam: { credentials_file: f }")]
    public void The_clouds_ways_to_sign_are_refused_with_what_to_write_instead(string field)
    {
        Read($"remote_write:\n  - url: http://a/write\n    {field}\n");
        Assert.Equal(
            $"p.yml:3:5: {field.Split(':')[0]} is not supported; use basic_auth, authorization or oauth2.",
            Assert.Single(_problems.Problems).ToString());
    }

    [Theory]
    [InlineData("otlp: { promote_all_resource_attributes: true, ignore_resource_attributes: [a] }")]
    [InlineData("otlp: { promote_resource_attributes: [a] }")]
    [InlineData("otlp: { translation_strategy: UnderscoreEscapingWithoutSuffixes }")]
    [InlineData("otlp: { keep_identifying_resource_attributes: true, convert_histograms_to_nhcb: true }")]
    [InlineData("otlp: { promote_scope_metadata: true, label_name_underscore_sanitization: false }")]
    [InlineData("otlp: { label_name_preserve_multiple_underscores: false }")]
    [InlineData("storage: { tsdb: { out_of_order_time_window: 1h } }")]
    [InlineData("storage: { tsdb: { stale_series_compaction_threshold: 0.5 } }")]
    [InlineData("storage: { tsdb: { chunk_encoding: { floats: xor2 } } }")]
    [InlineData("storage: { tsdb: { retention: { time: 15d, size: 8GB, percentage: 50 } } }")]
    [InlineData("storage: { exemplars: { max_exemplars: 1000 } }")]
    [InlineData("tracing: { client_type: grpc, endpoint: \"a:1\", sampling_fraction: 0.5 }")]
    [InlineData("tracing: { headers: { a: b }, compression: gzip, timeout: 10s, tls_config: {} }")]
    [InlineData("tracing: { insecure: true }")]
    public void The_other_sections_take(string section) => AssertTaken(section + "\n");

    [Theory]
    [InlineData("remote_write:\n  - url: http://a\n    queue_config: { shards: 1 }\n", "shards")]
    [InlineData("remote_write:\n  - url: http://a\n    metadata_config: { interval: 1m }\n", "interval")]
    [InlineData("remote_read:\n  - url: http://a\n    recent: true\n", "recent")]
    [InlineData("otlp: { promote: [a] }\n", "promote")]
    [InlineData("storage: { tsdb: { window: 1h } }\n", "window")]
    public void A_field_that_is_not_documented_is_unknown(string text, string field)
    {
        Read(text);
        var problem = Assert.Single(_problems.Problems).ToString();
        Assert.Contains($"field {field} is not known here", problem, StringComparison.Ordinal);
    }

    private void AssertTaken(string text)
    {
        Read(text);
        Assert.Empty(_problems.Problems);
    }

    private void Read(string text) => PrometheusFile.Parse(text, "p.yml", _problems);
}
