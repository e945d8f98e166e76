using System.Text;

namespace Hotaru.Appliance.CommandLine.JobRun;

/// <summary>
/// Sends pings; never throws. What was kept from earlier goes first, so that the order stays.
/// </summary>
internal sealed class PingSender(HttpClient client, Uri appliance, PingSpool spool)
{
    /// <summary>True where the appliance has taken the ping, or refused it for good.</summary>
    public async Task<bool> TrySendAsync(Ping ping, CancellationToken cancellation)
    {
        try
        {
            using var content = new StringContent(ping.Body, Encoding.UTF8, "text/plain");
            using var answer = await client.PostAsync(new Uri(appliance, ping.Path), content, cancellation);
            return (int)answer.StatusCode < 500;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return false;
        }
    }

    /// <summary>Brings what earlier runs could not; stops at the first that still does not arrive.</summary>
    public async Task SendKeptAsync(CancellationToken cancellation)
    {
        foreach (var (file, ping) in spool.Read())
        {
            if (!await TrySendAsync(ping, cancellation)) return;
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return;
            }
        }
    }

    public void Keep(Ping ping, DateTimeOffset at) => spool.Keep(ping, at);
}
