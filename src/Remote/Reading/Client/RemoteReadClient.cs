using System.Net.Http.Headers;
using Hotaru.Model;
using IronSnappy;

namespace Hotaru.Remote;

/// <summary>
/// Asks one target for raw samples (response type SAMPLES, which every server has). Thread-safe.
/// </summary>
internal sealed class RemoteReadClient(RemoteReadTarget target, TimeProvider time) : IDisposable
{
    private readonly HttpClient _client = target.CreateClient();

    public RemoteReadTarget Target => target;

    /// <summary>
    /// What of a selection the target is to be asked, or null where it is not: a required matcher is missing,
    /// or all of the time is here.
    /// </summary>
    public SeriesSelection? Part(SeriesSelection selection, long oldestHereMs)
    {
        foreach (var required in target.RequiredMatchers)
        {
            if (!selection.Matchers.Any(m => m.Operator == MatchOperator.Equal
                && m.Name == required.Name && m.Value == required.Value)) return null;
        }

        if (target.ReadRecent) return selection;
        if (selection.MinTimeMs >= oldestHereMs) return null;
        return selection with { MaxTimeMs = Math.Min(selection.MaxTimeMs, oldestHereMs) };
    }

    /// <exception cref="HttpRequestException">It did not answer, or not well.</exception>
    /// <exception cref="FormatException">The answer is no remote read.</exception>
    public async Task<List<RemoteSeries>> ReadAsync(
        SeriesSelection part, Labels external, CancellationToken cancellation)
    {
        var asked = target.FilterExternalLabels
            ? external.Where(label => !part.Matchers.Any(m => m.Name == label.Name)).ToList()
            : [];
        using var timeout = new CancellationTokenSource(target.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var request = Request(part, asked);
            using var response = await _client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw new HttpRequestException($"server returned HTTP status {(int)response.StatusCode}");
            await response.Content.LoadIntoBufferAsync(target.MaxAnswerBytes, either.Token)
                .ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            return ReadAnswer.Decode(body, target.MaxAnswerBytes, asked);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {target.Timeout.TotalSeconds:0.#} s");
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Request(SeriesSelection part, List<Label> external)
    {
        var body = new ProtoWriter();
        body.Bytes(1, Query(part, external).Written);
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url)
        {
            Content = new ByteArrayContent(Snappy.Encode(body.Written)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        request.Content.Headers.ContentEncoding.Add("snappy");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "snappy");
        request.Headers.TryAddWithoutValidation("X-Prometheus-Remote-Read-Version", "0.1.0");
        request.Headers.TryAddWithoutValidation("User-Agent", "Hotaru");
        return request;
    }

    private static ProtoWriter Query(SeriesSelection part, List<Label> external)
    {
        var query = new ProtoWriter();
        query.Varint(1, (ulong)part.MinTimeMs);
        query.Varint(2, (ulong)part.MaxTimeMs);
        foreach (var matcher in part.Matchers) Matcher(query, matcher.Operator, matcher.Name, matcher.Value);
        foreach (var label in external) Matcher(query, MatchOperator.Equal, label.Name, label.Value);
        var hints = new ProtoWriter();
        hints.Varint(1, (ulong)part.StepMs);
        hints.Text(2, part.Function);
        hints.Varint(3, (ulong)part.MinTimeMs);
        hints.Varint(4, (ulong)part.MaxTimeMs);
        hints.Varint(7, (ulong)part.RangeMs);
        query.Bytes(4, hints.Written);
        return query;
    }

    private static void Matcher(ProtoWriter query, MatchOperator type, string name, string value)
    {
        var message = new ProtoWriter();
        message.Varint(1, (ulong)type);
        message.Text(2, name);
        message.Text(3, value);
        query.Bytes(3, message.Written);
    }
}
