using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary><c>operator.watch</c>: resources are read from an API server as well.</summary>
/// <param name="Server">Null: that of the cluster this runs in.</param>
/// <param name="Spaces">Namespaces that are looked into; none: all of them.</param>
internal sealed record OperatorWatchModel(Uri? Server, HttpClientModel Http, IReadOnlyList<string> Spaces)
{
    public bool IsSameAs(OperatorWatchModel? other) =>
        other is not null && Server == other.Server && Http.Equals(other.Http)
        && Spaces.SequenceEqual(other.Spaces);
}
