using PolicyEngine.Collections;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Linting.Facts;

/// <summary>What holds of selectors in every cluster: an input that came from another takes over what it asks for. Thread-safe.</summary>
/// <param name="earlier">Those of an input that it came from; null where there is none.</param>
internal sealed class SelectorFacts(SelectorFacts? earlier)
{
    private readonly Generation<Selector, LabelFinding> _satisfiable = new(earlier?._satisfiable);
    private readonly Generation<Selector, bool> _tautologies = new(earlier?._tautologies);
    private readonly Generation<(Selector Premise, Selector Conclusion), bool> _implied = new(earlier?._implied);

    /// <summary>Whether some labels satisfy a selector, and which.</summary>
    public LabelFinding Satisfiable(Selector selector) => _satisfiable.GetOrAdd(selector, SelectorAlgebra.Any.Satisfiable);

    /// <summary>Whether a selector certainly holds whatever the labels are.</summary>
    public bool IsTautology(Selector selector) => _tautologies.GetOrAdd(selector, asked => SelectorAlgebra.Any.IsTautology(asked).IsYes);

    /// <summary>Whether one selector certainly holds wherever another does.</summary>
    public bool Implies(Selector premise, Selector conclusion) =>
        _implied.GetOrAdd((premise, conclusion), asked => SelectorAlgebra.Any.Implies(asked.Premise, asked.Conclusion).IsYes);
}
