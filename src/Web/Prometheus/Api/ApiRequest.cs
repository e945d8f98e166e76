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
        return ApiTime.ParseDuration(this[name], out var milliseconds) is { } wrong
            ? throw ApiException.Parameter(name, wrong)
            : milliseconds;
    }

    /// <summary>The limit parameter; 0 is none.</summary>
    public int Limit()
    {
        var text = this["limit"];
        if (text.Length == 0) return 0;
        if (GoNumber.Parse(text, out var limit) is { } wrong)
            throw ApiException.Parameter("limit", $"strconv.Atoi: {wrong}");
        if (limit < 0) throw ApiException.Parameter("limit", "limit must be non-negative");
        return (int)Math.Min(limit, int.MaxValue - 1);
    }

    /// <summary>A number that may be left out, with an error of its own.</summary>
    public int Number(string name, int otherwise)
    {
        if (this[name].Length == 0) return otherwise;
        return GoNumber.Parse(this[name], out var number) is null
            ? (int)Math.Clamp(number, int.MinValue, int.MaxValue)
            : throw new ApiException(ApiError.BadData, $"{name} must be a number");
    }

    /// <summary>match[]: series selectors; any number of them, none too.</summary>
    /// <param name="isNamed">Whether an error begins with the parameter's name.</param>
    public IReadOnlyList<IReadOnlyList<Matcher>> Selectors(bool isNamed = false)
    {
        var sets = new List<IReadOnlyList<Matcher>>();
        foreach (var text in All("match[]"))
        {
            try
            {
                sets.Add(PromqlParser.ParseSelector(text));
            }
            catch (PromqlParseException e)
            {
                throw Mismatch(e.Message, isNamed);
            }
        }

        return sets;
    }

    /// <summary>match[], each with at least one matcher that does not match the empty text.</summary>
    public IReadOnlyList<IReadOnlyList<Matcher>> NarrowSelectors(bool isNamed = false)
    {
        var sets = Selectors(isNamed);
        return sets.Any(set => set.All(matcher => matcher.MatchesEmpty))
            ? throw Mismatch("match[] must contain at least one non-empty matcher", isNamed)
            : sets;
    }

    private static ApiException Mismatch(string message, bool isNamed) => isNamed
        ? ApiException.Parameter("match[]", message)
        : new ApiException(ApiError.BadData, message);
}
