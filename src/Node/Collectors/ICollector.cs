namespace Hotaru.Node;

/// <summary>One group of a machine's metrics under the names of node_exporter.</summary>
internal interface ICollector
{
    /// <summary>The label of node_scrape_collector_success.</summary>
    string Name { get; }

    /// <summary>Adds samples to the page; false where this machine has nothing of the kind.</summary>
    bool Collect(NodePage page);
}
