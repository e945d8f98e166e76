namespace Hotaru.Web.Prometheus;

/// <summary>Ends an API request with the error shape of the field.</summary>
internal sealed class ApiException(ApiError error, string message) : Exception(message)
{
    public ApiError Error { get; } = error;

    public static ApiException Parameter(string name, string message) =>
        new(ApiError.BadData, $"invalid parameter \"{name}\": {message}");
}
