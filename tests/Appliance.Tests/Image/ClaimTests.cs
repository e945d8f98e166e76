using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Image;

/// <summary>What hotaru-claim.service makes of a token that somebody chose on the page.</summary>
public sealed class ClaimTests : IDisposable
{
    private const string Token = "correct-horse-battery";
    private readonly FirstBoot _card = new();

    public void Dispose() => _card.Dispose();

    [FactWith("sh", "awk", "openssl")]
    public async Task A_claimed_token_is_that_of_the_file_and_nothing_else_in_it_changes()
    {
        await _card.StartAsync();
        var (code, said) = await _card.ClaimAsync(Token);

        Assert.True(code == 0, said);
        Assert.Equal(
            _card.Toml.Replace("claim_token = \"\"", $"claim_token = \"{Token}\"", StringComparison.Ordinal),
            _card.Read("boot/firmware/appliance.toml"));
        Assert.StartsWith("admin:$6$", _card.Read("etc/nginx/hotaru.htpasswd"));
        Assert.Contains("auth_basic ", _card.Read("etc/nginx/hotaru.d/auth.conf"), StringComparison.Ordinal);
        Assert.False(_card.Has("var/lib/hotaru/claim/token"));
    }

    [FactWith("sh", "awk", "openssl")]
    public async Task A_forgotten_token_is_replaced()
    {
        Set("claim_token = \"\"", "claim_token = 'nobody-knows-this'  # by me");
        await _card.StartAsync();
        var before = _card.Read("etc/nginx/hotaru.htpasswd");
        var (code, said) = await _card.ClaimAsync(Token);

        Assert.True(code == 0, said);
        Assert.DoesNotContain(
            "nobody-knows", _card.Read("boot/firmware/appliance.toml"), StringComparison.Ordinal);
        Assert.NotEqual(before, _card.Read("etc/nginx/hotaru.htpasswd"));
    }

    [FactWith("sh", "awk", "openssl")]
    public async Task A_file_without_the_line_and_without_the_section_gets_it()
    {
        Set("claim_token = \"\"\n", "");
        await _card.StartAsync();
        Assert.Equal(0, (await _card.ClaimAsync(Token)).Code);
        Assert.Contains(
            $"claim_token = \"{Token}\"\n[lamp]", _card.Read("boot/firmware/appliance.toml"),
            StringComparison.Ordinal);

        _card.Toml = "hostname = \"bare\"\r\n";
        await _card.StartAsync();
        Assert.Equal(0, (await _card.ClaimAsync(Token)).Code);
        Assert.Equal(
            $"hostname = \"bare\"\r\n[access]\r\nclaim_token = \"{Token}\"\r\n",
            _card.Read("boot/firmware/appliance.toml"));
    }

    [FactWith("sh", "awk")]
    public async Task What_is_no_token_changes_nothing_and_is_not_tried_again()
    {
        await _card.StartAsync();
        var (code, said) = await _card.ClaimAsync("quote\" # $(reboot)");

        Assert.True(code == 1, said);
        Assert.Equal(_card.Toml, _card.Read("boot/firmware/appliance.toml"));
        Assert.False(_card.Has("var/lib/hotaru/claim/token"));
    }

    [FactWith("sh", "awk")]
    public async Task A_mistake_elsewhere_in_the_file_is_told()
    {
        await _card.StartAsync();
        Set("red = 17", "red = 99");
        await File.WriteAllTextAsync(_card.PathOf("boot/firmware/appliance.toml"), _card.Toml);
        var (code, said) = await _card.ClaimAsync(Token);

        Assert.True(code == 1, said);
        Assert.Contains("has a mistake elsewhere", said, StringComparison.Ordinal);
        Assert.False(_card.Has("etc/nginx/hotaru.htpasswd"));
    }

    private void Set(string from, string to)
    {
        Assert.Contains(from, _card.Toml, StringComparison.Ordinal);
        _card.Toml = _card.Toml.Replace(from, to, StringComparison.Ordinal);
    }
}
