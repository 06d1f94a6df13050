using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Lets so many requests work at a time, and so many wait.</summary>
internal sealed class Gates : IDisposable
{
    private readonly ConcurrencyLimiter _questions;
    private readonly ConcurrencyLimiter _reports;
    private readonly ConcurrencyLimiter _followers;

    public Gates(IOptions<PolicyApiOptions> options)
    {
        PolicyApiOptions limits = options.Value;
        _questions = Of(limits.MaxConcurrentQuestions, limits.MaxWaiting);
        _reports = Of(limits.MaxConcurrentReports, limits.MaxWaiting);
        _followers = Of(limits.MaxFollowers, 0);
    }

    /// <summary>Lets a request in, which it tells by its lease; or turns it away.</summary>
    public ValueTask<RateLimitLease> EnterAsync(RouteWeight weight, CancellationToken cancellation) => weight switch
    {
        RouteWeight.Question => _questions.AcquireAsync(1, cancellation),
        RouteWeight.Report => _reports.AcquireAsync(1, cancellation),
        RouteWeight.Endless => _followers.AcquireAsync(1, cancellation),
        _ => ValueTask.FromResult<RateLimitLease>(FreeLease.Instance),
    };

    public void Dispose()
    {
        _questions.Dispose();
        _reports.Dispose();
        _followers.Dispose();
    }

    private static ConcurrencyLimiter Of(int atOnce, int waiting) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = atOnce,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private sealed class FreeLease : RateLimitLease
    {
        public static readonly FreeLease Instance = new();

        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
