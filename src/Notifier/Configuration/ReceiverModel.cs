using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>Someone to be told, in any number of ways.</summary>
public sealed record ReceiverModel(string Name, Labels Labels, IReadOnlyList<IntegrationConfig> Integrations)
{
    internal string KeyOf(int index)
    {
        var kind = Integrations[index].Kind;
        // The index counts within a kind, as in the peers' logs and metrics.
        return $"{Name}/{kind}/{Integrations.Take(index).Count(i => i.Kind == kind)}";
    }
}
