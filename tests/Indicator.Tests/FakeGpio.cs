namespace Hotaru.Indicator.Tests;

/// <summary>A chip whose lines can be looked at, taken away, and pressed.</summary>
internal sealed class FakeGpio(params GpioChip[] chips) : IGpio
{
    public static readonly GpioChip Pi3 = new("/dev/gpiochip0", "gpiochip0", "pinctrl-bcm2835", 54);

    /// <summary>Why the next requests fail; null while they work.</summary>
    public string? Fail { get; set; }

    public FakeLines? Outputs { get; private set; }

    public FakeButton Button { get; } = new();

    public int Requests { get; private set; }

    public static FakeGpio Pi() => new(Pi3);

    public IReadOnlyList<GpioChip> Chips() => chips;

    public string ChipProblem(string path) => $"no permission to open {path}";

    public IGpioOutputs RequestOutputs(GpioChip chip, IReadOnlyList<int> lines, bool isActiveLow)
    {
        Requests++;
        if (Fail is not null) throw new GpioException(Fail);
        return Outputs = new FakeLines(this, lines);
    }

    public IGpioButton RequestButton(GpioChip chip, int line, TimeSpan debounce) =>
        Fail is null ? Button : throw new GpioException(Fail);

    internal sealed class FakeLines(FakeGpio owner, IReadOnlyList<int> lines) : IGpioOutputs
    {
        public List<string> History { get; } = [];

        public bool IsReleased { get; private set; }

        /// <summary>The numbers of the active lines.</summary>
        public string Active { get; private set; } = "";

        public void Set(ulong bits)
        {
            if (owner.Fail is not null) throw new GpioException(owner.Fail);
            Active = string.Join(",", lines.Where((_, i) => (bits >> i & 1) != 0));
            History.Add(Active);
        }

        public void Dispose() => IsReleased = true;
    }
}
