namespace Hotaru.Indicator;

/// <summary>Output lines behind a descriptor of the kernel.</summary>
internal sealed class KernelOutputs(int descriptor, int count, string chip) : IGpioOutputs
{
    private readonly ulong _mask = count == 64 ? ulong.MaxValue : (1ul << count) - 1;

    public void Set(ulong bits)
    {
        var values = new GpioLineValues { Bits = bits, Mask = _mask };
        var error = GpioCalls.Control(descriptor, GpioCalls.SetValues, ref values);
        if (error != 0)
            throw new GpioException($"the lines of {chip} cannot be set any more (error {error})");
    }

    public void Dispose() => _ = GpioCalls.Close(descriptor);
}
