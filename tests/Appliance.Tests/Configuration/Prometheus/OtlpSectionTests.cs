using Hotaru.Appliance.Configuration;
using Hotaru.Remote;

namespace Hotaru.Appliance.Tests.Configuration.Prometheus;

public sealed class OtlpSectionTests
{
    private readonly ProblemList _problems = new();

    [Fact]
    public void Every_field_is_read()
    {
        var model = Read("""
            otlp:
              translation_strategy: NoTranslation
              promote_resource_attributes: [host.name, " region "]
              keep_identifying_resource_attributes: true
              convert_histograms_to_nhcb: true
              promote_scope_metadata: true
              label_name_underscore_sanitization: false
              label_name_preserve_multiple_underscores: false
            """);
        Assert.Empty(_problems.Problems);
        Assert.Equal(OtlpTranslation.NoTranslation, model.Translation);
        Assert.Equal(["host.name", "region"], model.PromoteResourceAttributes);
        Assert.True(model.KeepIdentifyingResourceAttributes && model.ConvertHistogramsToNhcb);
        Assert.True(model.PromoteScopeMetadata);
        Assert.False(model.LabelNameUnderscoreSanitization || model.LabelNamePreserveMultipleUnderscores);
    }

    [Theory]
    [InlineData(
        "otlp:\n  translation_strategy: No\n",
        "p.yml:2:25: \"No\" is not a translation strategy; write UnderscoreEscapingWithSuffixes, "
        + "UnderscoreEscapingWithoutSuffixes, NoUTF8EscapingWithSuffixes or NoTranslation.")]
    [InlineData(
        "otlp:\n  promote_all_resource_attributes: true\n  promote_resource_attributes: [a]\n",
        "p.yml:3:3: promote_resource_attributes and promote_all_resource_attributes stand together; "
        + "keep one of them.")]
    [InlineData(
        "otlp:\n  ignore_resource_attributes: [a]\n",
        "p.yml:2:3: ignore_resource_attributes needs promote_all_resource_attributes; "
        + "add \"promote_all_resource_attributes: true\".")]
    [InlineData(
        "otlp:\n  promote_resource_attributes: [a, a]\n",
        "p.yml:2:36: resource attribute \"a\" comes twice; take one of them out.")]
    [InlineData(
        "global:\n  metric_name_validation_scheme: legacy\notlp:\n  translation_strategy: NoTranslation\n",
        "p.yml:4:25: NoTranslation does not go together with metric_name_validation_scheme: legacy; "
        + "write UnderscoreEscapingWithSuffixes.")]
    public void A_mistake_is_named_with_its_place(string text, string expected)
    {
        Read(text);
        Assert.Equal(expected, Assert.Single(_problems.Problems).ToString());
    }

    private OtlpModel Read(string text) => PrometheusFile.Parse(text, "p.yml", _problems).Otlp;
}
