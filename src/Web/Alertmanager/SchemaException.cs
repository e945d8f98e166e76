namespace Hotaru.Web.Alertmanager;

/// <summary>A request's body does not keep to the API's schema.</summary>
/// <param name="status">
/// 400 where it cannot be read at all, 422 where something is missing or of the wrong form.
/// </param>
internal sealed class SchemaException(int status, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>The codes of the peers: 602 is "required".</summary>
    public int Code => status == 400 ? 400 : 602;

    public static SchemaException Missing(string member) => new(422, $"{member} in body is required");

    public static SchemaException Unreadable(string why) => new(400, $"the body cannot be read: {why}");
}
