namespace Hotaru.Scraper;

/// <summary>A host that a record names, with a port where it is an SRV record.</summary>
internal readonly record struct DnsRecord(string Host, int? Port);
