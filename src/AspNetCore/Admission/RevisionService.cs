using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>
/// Looks through each revision as it is published, so that no review has to wait for it, and rehearses reviews of the first. Revisions that follow each other
/// closely are passed over.
/// </summary>
internal sealed class RevisionService(IPolicySnapshotProvider snapshots, RevisionFindings findings, Rehearsal rehearsal, TimeProvider time, ILogger<RevisionService> logger)
    : BackgroundService
{
    // Of the time at most a fifth is spent on it.
    private const int PausePerWork = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool isRehearsed = false;
        while (true)
        {
            PublishedSnapshot revision = snapshots.Current;
            TimeSpan pause = TimeSpan.Zero;
            if (revision.RevisionId.Length > 0)
            {
                long start = time.GetTimestamp();
                await DoAsync(() => findings.Of(revision, stoppingToken), revision, stoppingToken).ConfigureAwait(false);
                pause = time.GetElapsedTime(start) * PausePerWork;
                if (!isRehearsed)
                {
                    isRehearsed = true;
                    await DoAsync(() => rehearsal.Run(revision.Snapshot, stoppingToken), revision, stoppingToken).ConfigureAwait(false);
                }
            }

            await ReplacedAsync(revision, stoppingToken).ConfigureAwait(false);
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(false);
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "reviews meet the same failure, and the failure mode decides about it")]
    private async Task DoAsync(Action work, PublishedSnapshot revision, CancellationToken cancellation)
    {
        try
        {
            await Task.Run(work, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.RevisionFailed(exception, revision.RevisionId);
        }
    }

    private static async Task ReplacedAsync(PublishedSnapshot revision, CancellationToken cancellation)
    {
        var replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable registration = revision.Replaced.RegisterChangeCallback(state => ((TaskCompletionSource)state!).TrySetResult(), replaced);
        await replaced.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }
}
