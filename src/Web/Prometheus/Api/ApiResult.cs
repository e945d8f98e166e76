namespace Hotaru.Web.Prometheus;

/// <summary>
/// A good answer: what writes its data (null: none, status 204), and what its reader should know.
/// </summary>
internal sealed record ApiResult(Func<JsonStream, ValueTask>? WriteData)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<string> Infos { get; init; } = [];

    public static ApiResult None { get; } = new((Func<JsonStream, ValueTask>?)null);

    /// <summary>For answers that are small enough to be written at one go.</summary>
    public static ApiResult Of(Action<JsonStream> write) => new(json =>
    {
        write(json);
        return ValueTask.CompletedTask;
    });
}
