namespace Hotaru.Web.Pushgateway;

/// <summary>A body that cannot be taken, with the status to answer.</summary>
internal sealed class PushBodyException(int status, string message) : Exception(message)
{
    public int Status => status;
}
