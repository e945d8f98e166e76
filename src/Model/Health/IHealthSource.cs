namespace Hotaru.Model;

/// <summary>A part that can tell how it is. Any thread, at any time, without waiting.</summary>
public interface IHealthSource
{
    PartHealth Health { get; }
}
