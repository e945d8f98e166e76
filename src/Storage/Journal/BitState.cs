using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Journal;

/// <summary>
/// The bits of a <see cref="BitWriter"/> that do not fill a word yet, between two uses of it.
/// </summary>
internal readonly record struct BitState(ulong Pending, int Count)
{
    public BitWriter Resume(ByteWriter target) => new(target, Pending, Count);

    public static BitState Pause(ref BitWriter bits) => new(bits.Pending, bits.PendingCount);
}
