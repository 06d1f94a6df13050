using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AspNetCore.Tests.Snapshots;

/// <summary>Keeps what is logged.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message, Exception? Exception)> _lines = new();

    /// <summary>The warnings and what is worse.</summary>
    public IReadOnlyList<(LogLevel Level, string Message, Exception? Exception)> Warnings => [.. _lines.Where(line => line.Level >= LogLevel.Warning)];

    /// <summary>What the engine's details have of exceptions.</summary>
    public IEnumerable<Exception> Details => _lines.Where(line => line.Level == LogLevel.Debug && line.Exception is not null).Select(line => line.Exception!);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, formatter(state, exception), exception));

    public void Dispose()
    {
        // What is kept goes with the test.
    }
}
