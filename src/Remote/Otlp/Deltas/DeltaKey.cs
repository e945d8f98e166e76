using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>What is added up by itself: a family's series, by the kind that the sender says it is.</summary>
internal readonly record struct DeltaKey(Labels Labels, OtlpKind Kind);
