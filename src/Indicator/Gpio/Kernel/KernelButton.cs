namespace Hotaru.Indicator;

/// <summary>A watched input line behind a descriptor of the kernel.</summary>
internal sealed class KernelButton(int descriptor, string chip, int line) : IGpioButton
{
    public bool IsPressed
    {
        get
        {
            var values = new GpioLineValues { Mask = 1 };
            var error = GpioCalls.Control(descriptor, GpioCalls.GetValues, ref values);
            if (error != 0)
                throw new GpioException($"line {line} of {chip} cannot be read any more (error {error})");
            return (values.Bits & 1) != 0;
        }
    }

    public GpioEdge? Wait(TimeSpan atMost)
    {
        if (!GpioCalls.WaitToRead(descriptor, (int)Math.Max(0, atMost.TotalMilliseconds))) return null;
        if (GpioCalls.TryReadEvent(descriptor, out var edge))
            return new GpioEdge(edge.Id == GpioLineEvent.Rising, edge.TimestampNs);
        throw new GpioException($"line {line} of {chip} is gone");
    }

    public void Dispose() => _ = GpioCalls.Close(descriptor);
}
