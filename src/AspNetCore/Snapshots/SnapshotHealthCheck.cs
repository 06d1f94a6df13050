using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>Healthy while what was read last is published, degraded while an earlier snapshot stays or something is missing, unhealthy before there is any.</summary>
internal sealed class SnapshotHealthCheck(IPolicySnapshotProvider snapshots) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        PublishedSnapshot current = snapshots.Current;
        SnapshotStatus status = snapshots.Status;
        bool hasAny = current.RevisionId.Length > 0;
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["revision"] = current.RevisionId,
            ["publishedAt"] = current.PublishedAt,
            ["status"] = status.Kind.ToString(),
            ["since"] = status.Since,
        };
        return Task.FromResult((hasAny, status.Kind) switch
        {
            (false, _) => new HealthCheckResult(context.Registration.FailureStatus, status.Message.Length > 0 ? status.Message : "nothing has been read yet", data: data),
            (_, SnapshotStatusKind.Stale or SnapshotStatusKind.Partial) => HealthCheckResult.Degraded(status.Message, data: data),
            _ => HealthCheckResult.Healthy(data: data),
        });
    }
}
