using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Gateway;
using Hotaru.Testing;
using Hotaru.Web;

namespace Hotaru.Appliance.Tests.Configuration.Hotaru;

public sealed class GatewaySectionTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Every_key_is_read()
    {
        var model = Read("""
            gateway:
              enable_admin_api: true
              enable_lifecycle: true
              enable_utf8_names: true
              max_body_size: 1MB
              max_groups: 5
              time_to_live: 1d
              add_up_jobs: [a, b]
            """, out var problems);

        Assert.Empty(problems);
        Assert.Equal(
            (true, true, true, 1 << 20, 5, TimeSpan.FromDays(1)),
            (model.EnableAdminApi, model.EnableLifecycle, model.EnableUtf8Names, model.MaxBodyBytes,
                model.MaxGroups, model.TimeToLive));
        Assert.Equal(["a", "b"], model.AddUpJobs.Order());
    }

    [Fact]
    public void Without_a_section_the_switches_of_all_surfaces_count()
    {
        Assert.True(Read("admin_api: true\n", out _).EnableAdminApi);
        Assert.False(Read("admin_api: true\ngateway: { enable_admin_api: false }\n", out _).EnableAdminApi);
        Assert.Null(Read("gateway: { time_to_live: 0s }\n", out _).TimeToLive);
    }

    [Theory]
    [InlineData("gateway: { max_groups: 0 }", "hotaru.yml:1:12: max_groups must be from 1 to 2147483647.")]
    [InlineData("gateway: { max_body_size: 2GB }",
        "hotaru.yml:1:12: max_body_size must be from 1 to 1073741824.")]
    [InlineData("gateway: { max_group: 1 }",
        "hotaru.yml:1:12: field max_group is not known here; did you mean max_groups?.")]
    public void What_does_not_fit_is_a_problem_with_its_place(string text, string expected)
    {
        Read(text, out var problems);
        Assert.Equal(expected, Assert.Single(problems)[(_directory.Path.Length + 1)..]);
    }

    private GatewayModel Read(string text, out IReadOnlyList<string> problems)
    {
        var list = new ProblemList();
        var path = _directory.Write("hotaru.yml", text);
        var options = new ServeOptions(path, null, new Dictionary<Surface, string>());
        var model = HotaruFile.Read(options, list);
        problems = [.. list.Problems.Select(p => p.ToString())];
        return model.Gateway;
    }
}
