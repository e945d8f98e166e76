namespace Hotaru.Templating;

/// <summary>
/// Go's time.Duration: a whole number of nanoseconds (here of 100 ns) that prints as 1h2m3s.
/// </summary>
public sealed class DurationValue(TimeSpan value) : TemplateValue
{
    public TimeSpan Value => value;

    public override TemplateKind Kind => TemplateKind.Duration;

    public override string TypeName => "time.Duration";

    public override bool IsTrue => value != TimeSpan.Zero;

    public override string Display => GoTime.Duration(value);

    public override TemplateFunction? Method(string name) => TimeMethods.Of(value, name);
}
