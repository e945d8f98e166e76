using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>Selects what a remote read asks for: matchers inside, labels outside.</summary>
internal sealed class ReadSeries(ISeriesSource source, Labels external)
{
    public ISeriesSet Select(ReadQuery query, CancellationToken cancellation) => source.Select(
        new SeriesSelection([.. query.Matchers.Select(Inside)], query.MinTimeMs, query.MaxTimeMs),
        cancellation);

    /// <summary>The labels as the reader sees them: with the external ones it does not have itself.</summary>
    public Labels Outside(Labels labels)
    {
        if (external.Count == 0) return labels;
        var builder = new LabelsBuilder(labels);
        foreach (var label in external)
        {
            if (!builder.Has(label.Name)) builder.Set(label.Name, label.Value);
        }

        return builder.Build();
    }

    /// <summary>A label that series get on their way out is not on them inside.</summary>
    private Matcher Inside(Matcher matcher) =>
        matcher.Operator == MatchOperator.Equal && external[matcher.Name] == matcher.Value
            ? new Matcher(matcher.Name, MatchOperator.Equal, "")
            : matcher;
}
