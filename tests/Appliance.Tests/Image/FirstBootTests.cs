using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Model;
using Hotaru.Testing;
using Hotaru.Web;

namespace Hotaru.Appliance.Tests.Image;

/// <summary>appliance.toml of the boot partition and what the first start makes of it.</summary>
public sealed class FirstBootTests : IDisposable
{
    private readonly FirstBoot _card = new();

    public void Dispose() => _card.Dispose();

    [FactWith("sh", "awk")]
    public async Task The_file_as_it_is_shipped_makes_a_machine_that_nobody_can_log_in_to()
    {
        await _card.StartAsync();

        Assert.Equal("hotaru\n", _card.Read("etc/hostname"));
        Assert.Equal("", _card.Read("etc/ssh/authorized_keys/pi"));
        Assert.False(_card.Has("etc/nginx/hotaru.d/auth.conf"));
        Assert.False(_card.Has("etc/wpa_supplicant/wpa_supplicant-wlan0.conf"));
        Assert.StartsWith("appliance.toml was applied: name hotaru, 0 ssh keys, Wi-Fi off.", _card.Report);
    }

    [FactWith("sh", "awk")]
    public async Task Name_time_zone_and_keys_are_those_of_the_file()
    {
        Set("hostname = \"hotaru\"", "hostname = \"kitchen\" # by the window");
        Set("timezone = \"UTC\"", "timezone = 'Europe/Berlin'");
        Set("keys = [\n]", "keys = [\n  \"ssh-ed25519 AAAAC3Nz me@desk\",\n  'ssh-rsa AAAAB3Nz',  # old\n]");
        await _card.StartAsync();

        Assert.Equal("kitchen\n", _card.Read("etc/hostname"));
        Assert.Contains("127.0.1.1 kitchen\n", _card.Read("etc/hosts"), StringComparison.Ordinal);
        Assert.Equal("/usr/share/zoneinfo/Europe/Berlin",
            new FileInfo(_card.PathOf("etc/localtime")).LinkTarget);
        Assert.Equal(
            "ssh-ed25519 AAAAC3Nz me@desk\nssh-rsa AAAAB3Nz\n", _card.Read("etc/ssh/authorized_keys/pi"));
    }

    [FactWith("sh", "awk")]
    public async Task Wifi_is_set_up_whatever_its_name_is_made_of()
    {
        Set("ssid = \"\"", "ssid = \"Zu Hause \\\"5\\\"\"");
        Set("password = \"\"", "password = 'sp ce\"quote'");
        await _card.StartAsync();

        var wifi = _card.Read("etc/wpa_supplicant/wpa_supplicant-wlan0.conf");
        Assert.Contains("country=DE\n", wifi, StringComparison.Ordinal);
        Assert.Contains("ssid=5a7520486175736520223522\n", wifi, StringComparison.Ordinal);
        Assert.Contains("psk=\"sp ce\"quote\"\n", wifi, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
            new FileInfo(_card.PathOf("etc/wpa_supplicant/wpa_supplicant-wlan0.conf")).UnixFileMode);
        Assert.NotNull(new FileInfo(_card.PathOf(
            "etc/systemd/system/multi-user.target.wants/wpa_supplicant@wlan0.service")).LinkTarget);
    }

    [FactWith("sh", "awk", "openssl")]
    public async Task A_claim_token_closes_the_pages_and_taking_it_out_opens_them()
    {
        Set("claim_token = \"\"", "claim_token = \"correct-horse-battery\"");
        await _card.StartAsync();
        Assert.Contains("auth_basic ", _card.Read("etc/nginx/hotaru.d/auth.conf"), StringComparison.Ordinal);
        Assert.StartsWith("admin:$6$", _card.Read("etc/nginx/hotaru.htpasswd"));

        Set("claim_token = \"correct-horse-battery\"", "claim_token = \"\"");
        await _card.StartAsync();
        Assert.False(_card.Has("etc/nginx/hotaru.d/auth.conf"));
        Assert.False(_card.Has("etc/nginx/hotaru.htpasswd"));
    }

    [FactWith("sh", "awk")]
    public async Task Pins_become_a_hotaru_yml_that_Hotaru_reads()
    {
        Set("red = 17", "red = 5");
        Set("buzzer = 18", "buzzer = false");
        Set("active_low = false", "active_low = true");
        await _card.StartAsync();

        var problems = new ProblemList();
        var indicator = HotaruFile.Read(
            new ServeOptions(_card.PathOf("etc/hotaru/hotaru.yml"), null, new Dictionary<Surface, string>()),
            problems).Indicator;
        Assert.Empty(problems.Problems);
        Assert.Equal((5, 27, 22), (indicator.RedPin, indicator.AmberPin, indicator.GreenPin));
        Assert.True(indicator.IsActiveLow);
        Assert.Null(indicator.BuzzerPin);
    }

    [FactWith("sh", "awk")]
    public async Task A_hotaru_yml_that_a_person_wrote_stays()
    {
        Directory.CreateDirectory(_card.PathOf("etc/hotaru"));
        await File.WriteAllTextAsync(_card.PathOf("etc/hotaru/hotaru.yml"), "external_url: http://pi/\n");
        await _card.StartAsync();
        Assert.Equal("external_url: http://pi/\n", _card.Read("etc/hotaru/hotaru.yml"));
        Assert.Contains("has been edited", _card.Report, StringComparison.Ordinal);
    }

    [FactWith("sh", "awk")]
    public async Task Mistakes_are_told_all_at_once_and_nothing_is_changed()
    {
        await _card.StartAsync();
        Set("hostname = \"hotaru\"", "hostname = \"my pi\"\nhost = 1");
        Set("red = 17", "red = 99");
        Set("country = \"DE\"", "country = Germany");
        Set("keys = [\n]", "keys = [\n  \"ssh-ed25519\"\n]");
        Set("claim_token = \"\"", "claim_token = \"short\"");
        await _card.StartAsync();

        Assert.Equal("hotaru\n", _card.Read("etc/hostname"));
        Assert.Equal(
            """
            appliance.toml was not applied; the settings from before are kept:
            - line 18: no value that can be read for wifi.country; a text needs "quotes"
            - there is no setting "host"
            - hostname: letters, digits and hyphens, at most 63
            - ssh.keys: key 1 is not a line of a .pub file
            - access.claim_token: 12 to 128 characters, no spaces
            - lamp.red: a GPIO number from 0 to 53, or false

            """, _card.Report);
    }

    [FactWith("sh", "awk")]
    public async Task A_file_that_did_not_change_is_not_applied_again()
    {
        await _card.StartAsync();
        File.WriteAllText(_card.PathOf("etc/hostname"), "renamed by hand\n");
        await _card.StartAsync();
        Assert.Equal("renamed by hand\n", _card.Read("etc/hostname"));
    }

    [FactWith("sh", "awk")]
    public async Task A_file_saved_by_an_editor_on_Windows_is_read_too()
    {
        Set("hostname = \"hotaru\"", "hostname = \"study\"");
        _card.Toml = "\uFEFF" + _card.Toml.Replace("\n", "\r\n", StringComparison.Ordinal);
        await _card.StartAsync();
        Assert.Equal("study\n", _card.Read("etc/hostname"));
    }

    private void Set(string from, string to)
    {
        Assert.Contains(from, _card.Toml, StringComparison.Ordinal);
        _card.Toml = _card.Toml.Replace(from, to, StringComparison.Ordinal);
    }
}
