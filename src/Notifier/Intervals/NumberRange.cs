namespace Hotaru.Notifier;

/// <summary>Whole numbers from the first to the last, both included.</summary>
public readonly record struct NumberRange(int First, int Last)
{
    public bool Contains(int number) => number >= First && number <= Last;
}
