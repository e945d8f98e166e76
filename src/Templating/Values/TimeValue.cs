namespace Hotaru.Templating;

/// <summary>A moment with its zone; its methods are those of Go's time.Time that templates use.</summary>
public sealed class TimeValue(DateTimeOffset value, string? zone = null) : TemplateValue
{
    public DateTimeOffset Value => value;

    /// <summary>The zone's short name as it prints: UTC, JST, or the offset where there is no name.</summary>
    public string Zone => zone
        ?? (value.Offset == TimeSpan.Zero ? "UTC" : GoTime.Offset(value.Offset, false));

    public override TemplateKind Kind => TemplateKind.Time;

    public override string TypeName => "time.Time";

    public override bool IsTrue => true;

    public override string Display => GoTime.Format(this, "2006-01-02 15:04:05.999999999 -0700 MST");

    public override TemplateFunction? Method(string name) => TimeMethods.Of(this, name);
}
