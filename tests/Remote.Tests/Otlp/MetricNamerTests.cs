namespace Hotaru.Remote.Tests.Otlp;

/// <summary>
/// Names as the OpenTelemetry specification's examples and Prometheus's documentation have them.
/// </summary>
public sealed class MetricNamerTests
{
    [Theory]
    [InlineData("http.server.duration", "s", "histogram", "http_server_duration_seconds")]
    [InlineData("requests.count", "1", "counter", "requests_count_total")]
    [InlineData("memory.usage", "By", "gauge", "memory_usage_bytes")]
    [InlineData("system.cpu.utilization", "1", "gauge", "system_cpu_utilization_ratio")]
    [InlineData("network.io", "By/s", "gauge", "network_io_bytes_per_second")]
    [InlineData("queue.items", "{items}", "gauge", "queue_items")]
    [InlineData("total.requests", "", "counter", "requests_total")]
    [InlineData("disk.bytes.free", "By", "gauge", "disk_bytes_free")]
    [InlineData("3d.views", "", "gauge", "_3d_views")]
    [InlineData("a..b__c", "", "gauge", "a_b_c")]
    [InlineData("water.flow", "l/m", "gauge", "water_flow_l_per_minute")]
    [InlineData("up-down", "", "updown", "up_down")]
    public void Escaping_with_suffixes(string name, string unit, string kind, string expected) =>
        Assert.Equal(expected, Build(name, unit, kind, OtlpTranslation.UnderscoreEscapingWithSuffixes));

    [Theory]
    [InlineData("http.server.duration", "s", "histogram", "http_server_duration")]
    [InlineData("requests.count", "1", "counter", "requests_count")]
    [InlineData("a..b__c", "", "gauge", "a_b__c")]
    [InlineData("9.lives", "", "gauge", "_9_lives")]
    public void Escaping_without_suffixes(string name, string unit, string kind, string expected) =>
        Assert.Equal(expected, Build(name, unit, kind, OtlpTranslation.UnderscoreEscapingWithoutSuffixes));

    [Theory]
    [InlineData("http.server.duration", "s", "histogram", "http.server.duration_seconds")]
    [InlineData("requests.count", "1", "counter", "requests.count_total")]
    [InlineData("requests.total", "", "counter", "requests_total")]
    [InlineData("network.io", "By/s", "counter", "network.io_bytes_per_second_total")]
    [InlineData("温度", "Cel", "gauge", "温度_celsius")]
    public void Utf8_with_suffixes(string name, string unit, string kind, string expected) =>
        Assert.Equal(expected, Build(name, unit, kind, OtlpTranslation.NoUTF8EscapingWithSuffixes));

    [Fact]
    public void Nothing_is_translated_where_that_is_asked_for() =>
        Assert.Equal("http.server-duration/π", Build("http.server-duration/π", "s", "counter",
            OtlpTranslation.NoTranslation));

    [Fact]
    public void A_name_of_which_nothing_is_left_is_refused() => Assert.Throws<FormatException>(
        () => Build("...", "", "gauge", OtlpTranslation.UnderscoreEscapingWithSuffixes));

    [Theory]
    [InlineData("http.method", "http_method")]
    [InlineData("123", "key_123")]
    [InlineData("_private", "key_private")]
    [InlineData("__reserved__", "__reserved__")]
    [InlineData("a--b", "a__b")]
    public void Label_names_are_escaped(string attribute, string expected) =>
        Assert.Equal(expected, new AttributeNamer(new OtlpModel()).Build(attribute));

    [Fact]
    public void Label_names_follow_their_two_settings()
    {
        var namer = new AttributeNamer(new OtlpModel
        {
            LabelNameUnderscoreSanitization = false,
            LabelNamePreserveMultipleUnderscores = false,
        });
        Assert.Equal("_private", namer.Build("_private"));
        Assert.Equal("a_b", namer.Build("a--b"));
        Assert.Equal("__x_y__", namer.Build("__x..y__"));
    }

    [Theory]
    [InlineData("s", "seconds")]
    [InlineData("By/s", "bytes_per_second")]
    [InlineData("{requests}/s", "per_second")]
    [InlineData("1", "")]
    [InlineData("km/h", "km_per_hour")]
    public void Units_have_words(string unit, string expected) =>
        Assert.Equal(expected, UnitNamer.Build(unit));

    private static string Build(string name, string unit, string kind, OtlpTranslation translation)
    {
        var metric = new OtlpMetric
        {
            Name = name,
            Unit = unit,
            Kind = kind switch
            {
                "gauge" => OtlpKind.Gauge,
                "histogram" => OtlpKind.Histogram,
                _ => OtlpKind.Sum,
            },
            IsMonotonic = kind == "counter",
        };
        return MetricNamer.Build(metric, new OtlpModel { Translation = translation });
    }
}
