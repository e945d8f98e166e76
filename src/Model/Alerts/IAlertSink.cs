namespace Hotaru.Model;

/// <summary>
/// Hears of alerts after every evaluation of a rule group, on the evaluating thread; must return quickly and
/// keep
/// its own queue. What it throws is logged by the caller and does not reach other sinks.
/// </summary>
public interface IAlertSink
{
    void Receive(AlertReport report);
}
