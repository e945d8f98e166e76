using Hotaru.Model;

namespace Hotaru.Indicator;

/// <summary>Prints a line at each change: <c>lamp: critical, buzzer on: BackupFailed (backup)</c>.</summary>
public sealed class ConsoleOutput(TextWriter output) : IIndicatorOutput
{
    private const int MostNames = 3;

    private string _last = "";

    public bool PlaysPatterns => false;

    public string Problem => "";

    public void Announce(IndicatorView view)
    {
        var line = Line(view);
        if (line == _last) return;
        _last = line;
        output.WriteLine(line);
    }

    public void Light(LampColours lit, bool sounds)
    {
    }

    public void Tend()
    {
    }

    public void Dispose()
    {
    }

    private static string Line(IndicatorView view)
    {
        var buzzer = view.Buzzer ? ", buzzer on" : "";
        var why = view.State == IndicatorState.Fault ? view.Reason
            : string.Join(", ", view.Alerts.Take(MostNames).Select(Name));
        var more = view.Alerts.Count > MostNames ? $" and {view.Alerts.Count - MostNames} more" : "";
        return $"lamp: {IndicatorWords.Of(view.State)}{buzzer}{(why.Length > 0 ? ": " : "")}{why}{more}";
    }

    private static string Name(LampAlert alert)
    {
        var labels = alert.Alert.Labels;
        var place = labels[LabelNames.Job].Length > 0 ? labels[LabelNames.Job] : labels[LabelNames.Instance];
        return place.Length > 0 ? $"{labels[LabelNames.AlertName]} ({place})" : labels[LabelNames.AlertName];
    }
}
