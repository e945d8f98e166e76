using System.Net;
using System.Text;

namespace Hotaru.Appliance.CommandLine.JobRun;

/// <summary>
/// Sends pings; never throws. What was kept from earlier goes first, so that the order stays.
/// </summary>
internal sealed class PingSender(HttpClient client, Uri appliance, PingSpool spool)
{
    /// <summary>True where the appliance has taken the ping, or will never take it.</summary>
    public async Task<bool> TrySendAsync(Ping ping, CancellationToken cancellation)
    {
        try
        {
            using var content = new StringContent(ping.Body, Encoding.UTF8, "text/plain");
            using var request =
                new HttpRequestMessage(HttpMethod.Post, new Uri(appliance, ping.Path)) { Content = content };
            // What an answer says beyond its status is of no interest, however long it is.
            using var answer = await client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return answer.IsSuccessStatusCode
                || answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge;
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
