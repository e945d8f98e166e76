namespace Hotaru.Indicator.Iot;

/// <summary>System.Device.Gpio throws exceptions of many kinds; the seam knows one.</summary>
internal static class IotErrors
{
    /// <exception cref="GpioException">It went wrong.</exception>
    public static T Told<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not GpioException)
        {
            throw new GpioException($"{what}: {e.Message}");
        }
    }
}
