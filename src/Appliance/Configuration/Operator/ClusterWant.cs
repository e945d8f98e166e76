namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>An object that resources refer to: a Secret, a ConfigMap, a Namespace.</summary>
internal sealed record ClusterWant(string Kind, string Space, string Name);
