using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>What all scrapes share.</summary>
internal sealed record ScrapeContext(
    ISampleSink Samples, IArrivalSink Arrivals, TimeProvider Time, ILogger Log);
