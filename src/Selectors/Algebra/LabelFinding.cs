namespace PolicyEngine.Selectors.Algebra;

/// <summary>The answer to a question about selectors and, where one label set settles it, that label set.</summary>
/// <param name="Truth">The answer.</param>
/// <param name="Witness">
/// A label set that shows the answer: what satisfies a selector, or the counterexample to a claim about all label sets. Null
/// where the answer rests on there being none, and where it is unknown.
/// </param>
public readonly record struct LabelFinding(Truth Truth, LabelSet? Witness)
{
    /// <summary>Proved true.</summary>
    public bool IsYes => Truth == Truth.Yes;

    /// <summary>Proved false.</summary>
    public bool IsNo => Truth == Truth.No;

    // "There is none with the opposite" is the claim; the one there is refutes it.
    internal LabelFinding AsClaim() => Truth switch
    {
        Truth.Yes => new LabelFinding(Truth.No, Witness),
        Truth.No => new LabelFinding(Truth.Yes, null),
        _ => this,
    };
}
