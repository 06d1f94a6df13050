using PolicyEngine.Linting;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>What a request to the API may at most ask.</summary>
public sealed class PolicyApiOptions
{
    /// <summary>The bytes of a request's body; 1 MiB unless said otherwise.</summary>
    public int MaxBodyBytes { get; set; } = 1 << 20;

    /// <summary>The questions of one request; 1,000 unless said otherwise.</summary>
    public int MaxQuestions { get; set; } = 1_000;

    /// <summary>The rows of a matrix or a difference, and the diagnostics of a snapshot, of which the rest is left out; 100,000 unless said otherwise.</summary>
    public int MaxRows { get; set; } = 100_000;

    /// <summary>The documents of one request that are laid over the snapshot; 100 unless said otherwise.</summary>
    public int MaxDocuments { get; set; } = 100;

    /// <summary>The names of one completion; 1,000 unless said otherwise.</summary>
    public int MaxNames { get; set; } = 1_000;

    /// <summary>Accepts findings of <c>v1/lint</c>, such as those of a baseline; null where it accepts none but those that documents and options do.</summary>
    public Func<LintRun, LintRun>? Accept { get; set; }

    /// <summary>How long the work for a request may take; 10 s unless said otherwise.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many questions about few endpoints are answered at a time; others wait. Twice the processors unless said otherwise.</summary>
    public int MaxConcurrentQuestions { get; set; } = 2 * Environment.ProcessorCount;

    /// <summary>How many matrices, differences, lint runs, traces and questions over documents are worked out at a time; others wait. Half the processors unless said otherwise.</summary>
    public int MaxConcurrentReports { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How many requests of either sort may wait; more are turned away. 256 unless said otherwise.</summary>
    public int MaxWaiting { get; set; } = 256;

    /// <summary>How many clients may follow events at a time; 64 unless said otherwise.</summary>
    public int MaxFollowers { get; set; } = 64;

    /// <summary>How long those who follow events hear nothing at most; 15 s unless said otherwise.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);
}
