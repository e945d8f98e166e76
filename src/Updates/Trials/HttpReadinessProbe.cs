namespace Hotaru.Updates;

/// <summary>
/// Asks over HTTP, as a person's browser would: the facts, and whether the page comes. Where the appliance
/// listens it tells in a file of its runtime directory, so that no configuration needs to be read here.
/// </summary>
public sealed class HttpReadinessProbe(string addressFile) : IReadinessProbe, IDisposable
{
    public const string DefaultAddressFile = "/run/hotaru/address";

    /// <summary>Said instead of an address where no listener with pages is on.</summary>
    public const string NoAddress = "none";

    /// <summary>What just started on a busy machine compiles its first answer while it is asked.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new() { Timeout = Patience };

    public async Task<ReadinessAnswer?> AskAsync(CancellationToken cancellation)
    {
        try
        {
            var text = await File.ReadAllTextAsync(addressFile, cancellation).ConfigureAwait(false);
            if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)) return null;
            using var response = await _client.GetAsync(
                new Uri(address, "api/hotaru/v1/readiness"), cancellation).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            if (ReadinessJson.Read(bytes) is not { } answer) return null;
            var page = await PageAsync(address, cancellation).ConfigureAwait(false);
            return answer with { Facts = [.. answer.Facts, page] };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<ReadinessFact> PageAsync(Uri address, CancellationToken cancellation)
    {
        using var response = await _client.GetAsync(address, cancellation).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        var isPage = response.IsSuccessStatusCode
            && text.Contains("<html", StringComparison.OrdinalIgnoreCase);
        return new ReadinessFact("page", isPage ? FactState.Good : FactState.Failing,
            isPage ? "" : $"the answer is {(int)response.StatusCode} without a page");
    }
}
