using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper.Tests.Scraping;

/// <summary>A log whose lines can be looked at.</summary>
internal sealed class LineLog : List<string>, ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => Add(formatter(state, exception));
}
