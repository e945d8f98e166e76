using System.Text.Json;
using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Web.Alertmanager;

/// <summary>Reads a posted silence.</summary>
internal sealed class SilenceReader(MatcherDialect dialect, TimeProvider time)
{
    /// <exception cref="SchemaException">The body does not keep to the schema.</exception>
    /// <exception cref="FormatException">The silence is not sound.</exception>
    public Silence Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) throw SchemaException.Unreadable("it is not a silence");
        var comment = RequestBody.RequiredText(body, "comment");
        var author = RequestBody.RequiredText(body, "createdBy");
        var ends = RequestBody.Time(body, "endsAt") ?? throw SchemaException.Missing("endsAt");
        var starts = RequestBody.Time(body, "startsAt") ?? throw SchemaException.Missing("startsAt");
        var matchers = Matchers(body);
        if (starts >= ends) throw new FormatException("start time must be before end time");
        if (ends < time.GetUtcNow()) throw new FormatException("end time can't be in the past");
        return new Silence(
            RequestBody.Text(body, "id") ?? "", matchers, starts, ends, default, author, comment,
            RequestBody.Map(body, "annotations") ?? Labels.Empty);
    }

    private List<Matcher> Matchers(JsonElement body)
    {
        if (!body.TryGetProperty("matchers", out var list) || list.ValueKind == JsonValueKind.Null)
            throw SchemaException.Missing("matchers");
        if (list.ValueKind != JsonValueKind.Array) throw SchemaException.Unreadable("matchers is not a list");
        var read = list.EnumerateArray().Select(One).ToList();
        return read.Count > 0 ? read
            : throw new SchemaException(422, "matchers in body should have at least 1 items");
    }

    private Matcher One(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw SchemaException.Unreadable(
            "a matcher is not an object");
        var name = RequestBody.RequiredText(json, "name");
        var value = RequestBody.RequiredText(json, "value");
        var isRegex = RequestBody.Flag(json, "isRegex") ?? throw SchemaException.Missing("isRegex");
        var isEqual = RequestBody.Flag(json, "isEqual") ?? true;
        if (!MatcherSyntax.IsLabelName(name, dialect)) throw new FormatException(
            $"invalid label name \"{name}\"");
        var op = (isEqual, isRegex) switch
        {
            (true, false) => MatchOperator.Equal,
            (false, false) => MatchOperator.NotEqual,
            (true, true) => MatchOperator.Regex,
            _ => MatchOperator.NotRegex,
        };
        return new Matcher(name, op, value);
    }
}
