namespace PolicyEngine.Selectors.Algebra;

/// <summary>The answer to a question about selectors and, where one label set settles it, that label set.</summary>
/// <param name="Finding">The answer.</param>
/// <param name="Witness">
/// A label set that shows the answer: what satisfies a selector, or the counterexample to a claim about all label sets. Null
/// where the answer rests on there being none, and where it is unknown.
/// </param>
public readonly record struct LabelFinding(Finding Finding, LabelSet? Witness)
{
    /// <summary>Proved true.</summary>
    public bool IsYes => Finding == Finding.Yes;

    /// <summary>Proved false.</summary>
    public bool IsNo => Finding == Finding.No;

    // "There is none with the opposite" is the claim; the one there is refutes it.
    internal LabelFinding AsClaim() => Finding switch
    {
        Finding.Yes => new LabelFinding(Finding.No, Witness),
        Finding.No => new LabelFinding(Finding.Yes, null),
        _ => this,
    };
}
