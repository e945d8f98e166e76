namespace Hotaru.Storage.Chunks;

/// <summary>How the numbers that a prediction leaves over are coded; drawn in FORMAT.md.</summary>
internal enum ResidualMode : byte
{
    /// <summary>All are the same.</summary>
    Constant = 0,

    /// <summary>Distance from the least, in truncated binary of the range.</summary>
    Range = 1,

    /// <summary>Rice code of the distance from the least.</summary>
    RiceAbove = 2,

    /// <summary>Rice code of the zigzag distance from a middle.</summary>
    RiceAround = 3,

    /// <summary>One number nearly everywhere; the positions and values of the others.</summary>
    Sparse = 4,
}
