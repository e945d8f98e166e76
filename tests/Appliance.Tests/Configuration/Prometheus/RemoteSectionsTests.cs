using Hotaru.Appliance.Configuration;
using Hotaru.Model;

namespace Hotaru.Appliance.Tests.Configuration.Prometheus;

/// <summary>remote_read, remote_write and the scrape fields about histograms and failures.</summary>
public sealed class RemoteSectionsTests
{
    private readonly ProblemList _problems = new();

    [Fact]
    public void Remote_read_has_Prometheus_defaults_and_every_field()
    {
        var model = Read("""
            remote_read:
              - url: http://a/read
              - url: http://b/read
                name: b
                remote_timeout: 10s
                read_recent: true
                filter_external_labels: false
                required_matchers: { job: x }
                headers: { X-Scope-OrgID: "1" }
                chunked_read_limit: 1000
                basic_auth: { username: u, password: p }
            """);
        Assert.Empty(_problems.Problems);
        var (plain, full) = (model.RemoteRead[0], model.RemoteRead[1]);
        Assert.Equal(("http://a/read", TimeSpan.FromMinutes(1)), (plain.Name, plain.Timeout));
        Assert.True(!plain.ReadRecent && plain.FilterExternalLabels);
        Assert.Equal(("b", TimeSpan.FromSeconds(10)), (full.Name, full.Timeout));
        Assert.True(full.ReadRecent && !full.FilterExternalLabels);
        Assert.Equal([new Label("job", "x")], full.RequiredMatchers);
        Assert.Equal("X-Scope-OrgID", Assert.Single(full.Http.Headers).Key);
    }

    [Theory]
    [InlineData("remote_read:\n  - name: a\n", "p.yml:2:5: remote_read has no url; add \"url:\".")]
    [InlineData(
        "remote_read:\n  - {url: http://a, name: a}\n  - {url: http://b, name: a}\n",
        "p.yml:3:21: remote_read \"a\" is there twice; give each a name of its own.")]
    public void A_mistake_is_named_with_its_place(string text, string expected)
    {
        Read(text);
        Assert.Equal(expected, Assert.Single(_problems.Problems).ToString());
    }

    [Fact]
    public void Metadata_and_age_of_remote_write_are_read()
    {
        var target = Assert.Single(Read("""
            remote_write:
              - url: http://a/write
                protobuf_message: io.prometheus.write.v2.Request
                metadata_config: { send: false, send_interval: 5m, max_samples_per_send: 100 }
                queue_config: { sample_age_limit: 2h }
            """).RemoteWrite);
        Assert.Empty(_problems.Problems);
        Assert.True(target.Version2 && !target.SendMetadata);
        Assert.Equal((TimeSpan.FromMinutes(5), 100), (target.MetadataInterval, target.MaxMetadataPerSend));
        Assert.Equal(TimeSpan.FromHours(2), target.SampleAgeLimit);
    }

    [Fact]
    public void Scrape_fields_about_histograms_and_failures_are_the_jobs_or_the_globals()
    {
        var model = Read("""
            global: { convert_classic_histograms_to_nhcb: true, scrape_failure_log_file: all.log }
            scrape_configs:
              - job_name: a
              - job_name: b
                convert_classic_histograms_to_nhcb: false
                native_histogram_bucket_limit: 100
                native_histogram_min_bucket_factor: 1.1
                scrape_failure_log_file: /var/log/b.log
            """);
        Assert.Empty(_problems.Problems);
        var (a, b) = (model.ScrapeConfigs[0], model.ScrapeConfigs[1]);
        Assert.Equal((true, "./all.log", 0.0), (
            a.ConvertClassicHistograms, a.FailureLogFile, a.NativeHistogramMinBucketFactor));
        Assert.Equal((false, "/var/log/b.log", 1.1), (
            b.ConvertClassicHistograms, b.FailureLogFile, b.NativeHistogramMinBucketFactor));
        Assert.Equal(100, b.Limits.NativeHistogramBuckets);
    }

    private PrometheusModel Read(string text) => PrometheusFile.Parse(text, "p.yml", _problems);
}
