namespace Hotaru.Node.Tests;

public sealed class TextfileCollectorTests
{
    private readonly CollectorPage _page = new();
    private readonly TextfileCollector _collector;

    public TextfileCollectorTests() =>
        _collector = new TextfileCollector(_page.Machine(new NodeOptions { TextfileDirectory = "/t" }));

    [Fact]
    public void Good_files_are_added_with_their_types_and_times()
    {
        _page.Files["/t/a.prom"] =
            "# HELP backup_bytes Size.\n# TYPE backup_bytes gauge\nbackup_bytes{a=\"1\"} 5\n";
        _page.Files["/t/b.prom"] =
            "# TYPE took histogram\ntook_bucket{le=\"+Inf\"} 2\ntook_sum 3\ntook_count 2\n";
        _page.Files["/t/ignored.txt"] = "nonsense\n";

        var text = _page.Text(_collector);

        Assert.Contains(
            "# HELP backup_bytes Size.\n# TYPE backup_bytes gauge\nbackup_bytes{a=\"1\"} 5\n", text);
        Assert.Contains(
            "# TYPE took histogram\ntook_bucket{le=\"+Inf\"} 2\ntook_sum 3\ntook_count 2\n", text);
        Assert.Contains("node_textfile_mtime_seconds{file=\"/t/a.prom\"} 1767225600\n", text);
        Assert.Contains("node_textfile_scrape_error 0\n", text);
    }

    [Theory]
    [InlineData("broken{ 1\n")]
    [InlineData("with_time 1 1700000000000\n")]
    public void A_faulty_file_adds_nothing_and_is_told(string content)
    {
        _page.Files["/t/a.prom"] = "good 1\n" + content;

        Assert.Equal(["node_textfile_scrape_error 1"], _page.Samples(_collector));
    }

    [Fact]
    public void A_series_that_comes_twice_is_taken_once_and_told()
    {
        _page.Files["/t/a.prom"] = "x{a=\"1\",b=\"2\"} 1\n";
        _page.Files["/t/b.prom"] = "x{b=\"2\",a=\"1\"} 2\n";

        var samples = _page.Samples(_collector);

        Assert.Contains("x{a=\"1\",b=\"2\"} 1", samples);
        Assert.DoesNotContain("x{b=\"2\",a=\"1\"} 2", samples);
        Assert.Contains("node_textfile_scrape_error 1", samples);
    }
}
