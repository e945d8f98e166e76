namespace Hotaru.Indicator;

/// <summary>Lines that are held as outputs.</summary>
public interface IGpioOutputs : IDisposable
{
    /// <summary>Bit n is the n-th line of the request: 1 is active.</summary>
    void Set(ulong bits);
}
