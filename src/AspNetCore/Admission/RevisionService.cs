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

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "reviews meet the same failure, and the failure mode decides about it")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool isRehearsed = false;
        while (true)
        {
            PublishedSnapshot revision = snapshots.Current;
            long start = time.GetTimestamp();
            try
            {
                if (revision.RevisionId.Length > 0)
                {
                    await Task.Run(() => findings.Of(revision, stoppingToken), stoppingToken).ConfigureAwait(false);
                    if (!isRehearsed)
                    {
                        isRehearsed = true;
                        await Task.Run(() => rehearsal.Run(revision.Snapshot, stoppingToken), stoppingToken).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.RevisionFailed(exception, revision.RevisionId);
            }

            TimeSpan pause = time.GetElapsedTime(start) * PausePerWork;
            await ReplacedAsync(revision, stoppingToken).ConfigureAwait(false);
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(false);
        }
    }

    private static async Task ReplacedAsync(PublishedSnapshot revision, CancellationToken cancellation)
    {
        var replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable registration = revision.Replaced.RegisterChangeCallback(state => ((TaskCompletionSource)state!).TrySetResult(), replaced);
        await replaced.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }
}
