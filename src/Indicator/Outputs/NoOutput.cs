namespace Hotaru.Indicator;

/// <summary>No lamp: the state is on the page only.</summary>
public sealed class NoOutput : IIndicatorOutput
{
    public bool PlaysPatterns => false;

    public string Problem => "";

    public void Announce(IndicatorView view)
    {
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
}
