using Hotaru.Model;

namespace Hotaru.Rules;

/// <param name="Labels">Without alertname.</param>
public sealed record ExpectedAlert(Labels Labels, Labels Annotations);
