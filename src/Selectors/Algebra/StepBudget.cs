namespace PolicyEngine.Selectors.Algebra;

/// <summary>The work that one question may cost. Once it is spent the question is left open.</summary>
internal sealed class StepBudget(int steps)
{
    private long _left = steps;

    public bool IsSpent => _left < 0;

    /// <summary>Takes <paramref name="steps"/>; false where that is more than there was.</summary>
    public bool Spend(int steps = 1)
    {
        _left -= steps;
        return _left >= 0;
    }
}
