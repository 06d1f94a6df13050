namespace PolicyEngine.Renderers.Reading;

/// <summary>Something a rule asks of a packet, kept as data.</summary>
internal abstract record Condition
{
    /// <summary>Whether the rule asks for the opposite.</summary>
    public bool Negated { get; init; }
}

/// <summary>A condition that is not understood.</summary>
/// <param name="Text">What is written.</param>
internal sealed record UnknownCondition(string Text) : Condition;

/// <summary>
/// A limit on how often or on how many at a time. It is taken as not reached, and the answer is marked as uncertain.
/// </summary>
/// <param name="IsOver">Whether it holds where the limit is exceeded.</param>
internal sealed record RateCondition(bool IsOver) : Condition;
