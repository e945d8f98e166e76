namespace Hotaru.Exposition;

/// <summary>Which part of a summary or histogram a line tells: by its name's suffix.</summary>
internal enum FamilyPart
{
    /// <summary>A value, a bucket or a quantile.</summary>
    Whole,
    Count,
    Sum,
}
