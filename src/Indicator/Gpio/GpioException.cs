namespace Hotaru.Indicator;

/// <summary>Lines could not be had or set; the message says why and what to do.</summary>
public sealed class GpioException(string message) : Exception(message);
