using Hotaru.Model;

namespace Hotaru.Scraper.Tests.Targets;

public sealed class TargetBuilderTests
{
    [Fact]
    public void Labels_say_for_one_target_what_becomes_of_histograms()
    {
        var job = new ScrapeModel { JobName = "j", Fingerprint = "", AlwaysClassicHistograms = true };
        var target = Build(job, "__scrape_native_histograms__", "true")!;
        Assert.Equal(
            (true, true, false),
            (target.NativeHistograms, target.AlwaysClassicHistograms, target.ConvertClassicHistograms));
        target = Build(
            job, "__always_scrape_classic_histograms__", "0",
            "__convert_classic_histograms_to_nhcb__", "T")!;
        Assert.Equal(
            (false, false, true),
            (target.NativeHistograms, target.AlwaysClassicHistograms, target.ConvertClassicHistograms));
    }

    [Fact]
    public void Relabeling_sees_the_jobs_own_settings_and_a_label_it_empties_means_them()
    {
        var job = new ScrapeModel
        {
            JobName = "j",
            Fingerprint = "",
            NativeHistograms = true,
            Relabeling =
            [
                new RelabelRule
                {
                    SourceLabels = ["__scrape_native_histograms__"],
                    TargetLabel = "native",
                }.Prepared(),
                new RelabelRule { TargetLabel = "__scrape_native_histograms__", Replacement = "" }.Prepared(),
            ],
        };
        var target = Build(job)!;
        Assert.Equal("true", target.Labels["native"]);
        Assert.True(target.NativeHistograms);
    }

    [Fact]
    public void A_label_that_is_neither_true_nor_false_drops_the_target()
    {
        var target = TargetBuilder.Build(
            new ScrapeModel { JobName = "j", Fingerprint = "" },
            Labels.Of("__address__", "x:1", "__scrape_native_histograms__", "yes"), Labels.Empty,
            out _, out var fault);
        Assert.Null(target);
        Assert.Equal("__scrape_native_histograms__ \"yes\" is neither true nor false", fault);
    }

    private static Target? Build(ScrapeModel job, params string[] labels) => TargetBuilder.Build(
        job, Labels.Of(["__address__", "x:1", .. labels]), Labels.Empty, out _, out _);
}
