using Hotaru.Model;
using Hotaru.Promql;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>The parameters of an API request, from the address and, behind a POST, from the form.</summary>
internal sealed class ApiRequest
{
    /// <summary>As large as a form may be with the peer.</summary>
    private const int MaxFormBytes = 10 << 20;

    private readonly IFormCollection? _form;

    private ApiRequest(HttpContext context, IFormCollection? form) => (Context, _form) = (context, form);

    public HttpContext Context { get; }

    public CancellationToken Cancellation => Context.RequestAborted;

    /// <summary>The first value; the form's before the address's.</summary>
    public string this[string name] => All(name) is [var first, ..] ? first : "";

    public static async ValueTask<ApiRequest> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType) return new ApiRequest(context, null);
        BodyLimit.Set(context, MaxFormBytes);
        try
        {
            return new ApiRequest(context, await context.Request.ReadFormAsync(context.RequestAborted));
        }
        // A chunk whose length is no number that fits comes as a plain IOException.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new ApiException(ApiError.BadData, $"error parsing form values: {e.Message}");
        }
    }

    public IReadOnlyList<string> All(string name)
    {
        var values = new List<string>();
        if (_form is not null && _form.TryGetValue(name, out var posted))
            values.AddRange(posted.OfType<string>());
        if (Context.Request.Query.TryGetValue(name, out var asked)) values.AddRange(asked.OfType<string>());
        return values;
    }

    public string Route(string name) => Context.Request.RouteValues[name] as string ?? "";

    /// <summary>Milliseconds since the epoch.</summary>
    public long Time(string name)
    {
        if (ApiTime.TryParse(this[name], out var time)) return time;
        throw ApiException.Parameter(name, $"cannot parse {GoText.Quote(this[name])} to a valid timestamp");
    }

    public long Time(string name, long otherwise)
    {
        if (this[name].Length == 0) return otherwise;
        if (ApiTime.TryParse(this[name], out var time)) return time;
        throw ApiException.Parameter(
            name,
            $"invalid time value for '{name}': cannot parse {GoText.Quote(this[name])} to a valid "
                + "timestamp");
    }

    /// <summary>The start and end of a metadata request; without them all of time.</summary>
    public (long MinMs, long MaxMs) Window() => (Time("start", ApiTime.Min), Time("end", ApiTime.Max));

    /// <summary>Milliseconds.</summary>
    public double Duration(string name)
    {
        if (ApiTime.TryParseDuration(this[name], out var milliseconds)) return milliseconds;
        throw ApiException.Parameter(name, $"cannot parse {GoText.Quote(this[name])} to a valid duration");
    }

    /// <summary>The limit parameter; 0 is none.</summary>
    public int Limit()
    {
        var text = this["limit"];
        if (text.Length == 0) return 0;
        if (!int.TryParse(text, out var limit))
            throw ApiException.Parameter("limit", "limit must be a number");
        return limit >= 0 ? limit : throw ApiException.Parameter("limit", "limit must be non-negative");
    }

    /// <summary>A number that may be left out, with an error of its own.</summary>
    public int Number(string name, int otherwise)
    {
        if (this[name].Length == 0) return otherwise;
        return int.TryParse(this[name], out var number)
            ? number
            : throw new ApiException(ApiError.BadData, $"{name} must be a number");
    }

    /// <summary>
    /// match[]: series selectors, each with at least one matcher that does not match the empty text.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Matcher>> Selectors()
    {
        var sets = new List<IReadOnlyList<Matcher>>();
        foreach (var text in All("match[]"))
        {
            IReadOnlyList<Matcher> matchers;
            try
            {
                matchers = PromqlParser.ParseSelector(text);
            }
            catch (PromqlParseException e)
            {
                throw ApiException.Parameter("match[]", e.Message);
            }

            if (matchers.All(matcher => matcher.MatchesEmpty))
            {
                throw ApiException.Parameter(
                    "match[]", "match[] must contain at least one non-empty matcher");
            }

            sets.Add(matchers);
        }

        return sets;
    }
}
