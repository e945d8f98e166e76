namespace Hotaru.Web;

/// <summary>
/// The four programs whose HTTP surfaces are served; each has a listener and a path prefix.
/// </summary>
public enum Surface
{
    Prometheus,
    Pushgateway,
    Alertmanager,
    Node,
}
