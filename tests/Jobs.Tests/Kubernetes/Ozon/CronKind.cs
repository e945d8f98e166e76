namespace Hotaru.Jobs.Tests.Kubernetes.Ozon;

/// <summary>What becomes of a planned CronJob.</summary>
internal enum CronKind
{
    Healthy,

    /// <summary>Its successes are deleted at once; one failed Job of old lies about.</summary>
    KeepsNoSuccess,
    FailsSometimes,
    RetriesSometimes,
    NeverSucceeds,
    StartsNotAlways,
    TakesTooLongSometimes,
    SuspendedAlways,
    SuspendedForDays,
    NeverScheduled,
    Deleted,
    DeletedAfterFailing,
}
