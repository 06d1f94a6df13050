namespace PolicyEngine.Queries.Reach;

/// <summary>
/// The work that questions about rules may cost, in units of some tens of nanoseconds. Once it is spent they are left open. What a
/// part of it spends the whole spends too.
/// </summary>
internal sealed class ReachBudget(long units, CancellationToken cancellation, ReachBudget? whole = null)
{
    /// <summary>What one policy may cost.</summary>
    public const long OfPolicy = 10_000_000;

    /// <summary>What an input may cost.</summary>
    public const long OfInput = 40_000_000;

    private const long OfRule = 1_000_000;

    /// <summary>What was spent of it.</summary>
    public long Spent { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public bool IsSpent => Spent > units || whole is { IsSpent: true };

    /// <summary>A part for one policy.</summary>
    public ReachBudget ForPolicy() => new(OfPolicy, cancellation, this);

    /// <summary>A part for one rule.</summary>
    public ReachBudget ForRule() => new(OfRule, cancellation, this);

    /// <summary>Takes some; false where that is more than there was.</summary>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public bool Spend(long some)
    {
        cancellation.ThrowIfCancellationRequested();
        Spent += some;
        return (whole is null || whole.Spend(some)) && Spent <= units;
    }
}
