using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Indicator.Tests;

/// <summary>A panel with a fake chip, a store in memory and a clock that stands still.</summary>
internal sealed class PanelBench : IAsyncDisposable
{
    public PanelBench(
        IndicatorModel? model = null, MemoryStore? store = null, ManualTime? time = null, FakeGpio? gpio =
            null,
        IndicatorSeams? seams = null)
    {
        Model = model ?? new IndicatorModel { Quiet = null };
        (Store, Time, Gpio) = (store ?? new MemoryStore(), time ?? new ManualTime(), gpio ?? FakeGpio.Pi());
        Board = new HealthBoard(Time);
        Board.Add(Part);
        Panel = new IndicatorPanel(
            Model, IndicatorOutputs.Create(Model, TextWriter.Null, Gpio), Board, Store, Time, seams);
        Board.Add(Panel);
        Panel.Changed += Views.Add;
        Panel.Start();
    }

    public IndicatorModel Model { get; }

    public MemoryStore Store { get; }

    public ManualTime Time { get; }

    public FakeGpio Gpio { get; }

    public HealthBoard Board { get; }

    public FakePart Part { get; } = new();

    public IndicatorPanel Panel { get; }

    public List<IndicatorView> Views { get; } = [];

    public IndicatorState State => Panel.View.State;

    /// <summary>The lines that are active now: red 17, amber 27, green 22, buzzer 18.</summary>
    public string Lines => Gpio.Outputs!.Active;

    public static Alert Firing(string name, string severity = "critical", params string[] more) =>
        Make(AlertState.Firing, name, severity, more);

    public static Alert Make(AlertState state, string name, string severity, params string[] more)
    {
        var labels = Labels.Of(["alertname", name, "severity", severity, .. more]);
        var at = ManualTime.DefaultStart;
        return new Alert(
            state, severity.Length > 0 ? labels
                : labels.Without("severity"), Labels.Empty, 1, at, at, at, "");
    }

    public void Report(params Alert[] alerts) => ReportFrom("rules", alerts);

    public void ReportFrom(string source, params Alert[] alerts) =>
        Panel.Receive(new AlertReport(source, alerts));

    public void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public ValueTask DisposeAsync() => Panel.DisposeAsync();

    internal sealed class FakePart : IHealthSource
    {
        public string Reason { get; set; } = "";

        public bool IsOutside { get; set; }

        public PartHealth Health =>
            new("storage", Reason.Length == 0, Reason, ManualTime.DefaultStart, IsOutside);
    }
}
