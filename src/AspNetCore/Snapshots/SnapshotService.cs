using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>Follows a source and publishes what it tells.</summary>
internal sealed class SnapshotService : BackgroundService, IPolicySnapshotProvider
{
    private readonly ISnapshotSource _source;
    private readonly TimeProvider _time;
    private readonly SnapshotOptions _options;
    private readonly SnapshotTelemetry _telemetry;
    private readonly ILogger _logger;
    private readonly SnapshotContents _contents;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _replaced = new();
    private volatile PublishedSnapshot _current;
    private volatile SnapshotStatus _status;

    public SnapshotService(
        ISnapshotSource source, PolicyLoader loader, TimeProvider time, IOptions<SnapshotOptions> options, SnapshotTelemetry telemetry, ILogger<SnapshotService> logger)
    {
        (_source, _time, _options, _telemetry, _logger) = (source, time, options.Value, telemetry, logger);
        _contents = new SnapshotContents(loader);
        _current = new PublishedSnapshot(loader.Load([]).Snapshot, "", time.GetUtcNow(), [], new CancellationChangeToken(_replaced.Token));
        _status = new SnapshotStatus(SnapshotStatusKind.Starting, time.GetUtcNow(), "", []);
    }

    public PublishedSnapshot Current => _current;

    public SnapshotStatus Status => _status;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
        if (_options.StartTimeout == TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await _first.Task.WaitAsync(_options.StartTimeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _logger.StartsWithout(_source.Name, _options.StartTimeout);
        }
    }

    public override void Dispose()
    {
        _replaced.Dispose();
        base.Dispose();
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "whatever a source throws, the last good snapshot stays and the source is followed again")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var last = new LastFailure();
        for (int failures = 1; ; failures++)
        {
            Exception? failure = null;
            bool isWhole = true;
            try
            {
                await foreach (SnapshotUpdate update in _source.FollowAsync(stoppingToken).ConfigureAwait(false))
                {
                    failures = 0;
                    isWhole = TryApply(update, stoppingToken);
                    if (!isWhole)
                    {
                        break;
                    }
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            if (!isWhole)
            {
                continue;
            }

            int attempt = Math.Max(failures, 1);
            TimeSpan pause = _options.PauseAfter(attempt);
            string reason = failure?.Message ?? $"{_source.Name} has ended";
            _telemetry.Failed();
            if (last.IsNews(reason, hasWorked: failures == 0))
            {
                _logger.Failed(_source.Name, reason, pause);
            }

            _logger.AttemptFailed(failure, _source.Name, attempt);
            _status = new SnapshotStatus(SnapshotStatusKind.Stale, _time.GetUtcNow(), reason, []);
            await Task.Delay(pause, _time, stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes an update; false where it takes all that the source has.</summary>
    private bool TryApply(SnapshotUpdate update, CancellationToken cancellation)
    {
        using Activity? activity = SnapshotTelemetry.Start(_source.Name, update.IsComplete);
        long start = _time.GetTimestamp();
        if (_contents.Apply(update, cancellation) is not { } snapshot)
        {
            return false;
        }

        _telemetry.Applied(_time.GetElapsedTime(start), update.IsComplete);
        ImmutableArray<Diagnostic> diagnostics = _contents.Diagnostics;
        Diagnostic[] errors = _source.HoldsBackErrors ? [.. diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)] : [];
        if (errors.Length > 0)
        {
            activity?.SetStatus(ActivityStatusCode.Error, "held back");
            _telemetry.Failed();
            _logger.HeldBack(_source.Name, errors.Length, errors[0].ToString());
            _status = new SnapshotStatus(SnapshotStatusKind.Stale, _time.GetUtcNow(), $"what was read has {errors.Length} {(errors.Length == 1 ? "error" : "errors")} and is not published", [.. errors]);
            return true;
        }

        Publish(snapshot, diagnostics, update.Missing);
        return true;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "a listener that fails must not keep others from being told")]
    private void Publish(PolicySnapshot snapshot, ImmutableArray<Diagnostic> diagnostics, string missing)
    {
        string revision = _contents.RevisionId;
        SnapshotStatusKind kind = missing.Length == 0 ? SnapshotStatusKind.Current : SnapshotStatusKind.Partial;
        if (_status.Kind != kind || _status.Message != missing)
        {
            _status = new SnapshotStatus(kind, _time.GetUtcNow(), missing, []);
        }

        if (revision != _current.RevisionId)
        {
            CancellationTokenSource replaced = _replaced;
            _replaced = new CancellationTokenSource();
            _current = new PublishedSnapshot(snapshot, revision, _time.GetUtcNow(), diagnostics, new CancellationChangeToken(_replaced.Token));
            _telemetry.Published(snapshot);
            _logger.Published(revision, _source.Name, snapshot.Model.Policies.Length, snapshot.Model.Endpoints.Count, diagnostics.Length);
            try
            {
                replaced.Cancel();
            }
            catch (Exception exception)
            {
                _logger.ListenerFailed(exception);
            }
        }

        _first.TrySetResult();
    }
}
