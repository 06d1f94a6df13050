using Microsoft.Extensions.Logging;

namespace PolicyEngine.Cli.Serving;

/// <summary>Says on standard error what the server logs, one line each and never with a trace of the stack.</summary>
internal sealed class ComplainingLog(StandardStreams streams) : ILoggerProvider, ILogger
{
    /// <summary>The event of a host that does not start, which whoever starts it is told as well (<c>Microsoft.Extensions.Hosting</c>).</summary>
    private const string StartFailure = "HostedServiceStartupFaulted";

    private readonly Lock _lock = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == StartFailure)
        {
            return;
        }

        string message = formatter(state, exception);
        lock (_lock)
        {
            NetpolApp.Complain(streams, exception is null ? message : $"{message}: {exception.Message}");
        }
    }

    public void Dispose()
    {
        // The streams are the process's.
    }
}
