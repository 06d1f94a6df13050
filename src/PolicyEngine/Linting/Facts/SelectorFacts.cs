using System.Collections.Concurrent;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Linting.Facts;

/// <summary>What holds of selectors in every cluster: inputs that come from one another by changes share it. Thread-safe.</summary>
internal sealed class SelectorFacts
{
    private const int Many = 100_000;

    private readonly ConcurrentDictionary<Selector, LabelFinding> _satisfiable = [];
    private readonly ConcurrentDictionary<Selector, bool> _tautologies = [];
    private readonly ConcurrentDictionary<(Selector Premise, Selector Conclusion), bool> _implied = [];

    /// <summary>Those of an input, or new ones where they have become many.</summary>
    public static SelectorFacts Of(SelectorFacts? earlier) =>
        earlier is not null && earlier._satisfiable.Count + earlier._tautologies.Count + earlier._implied.Count < Many ? earlier : new SelectorFacts();

    /// <summary>Whether some labels satisfy a selector, and which.</summary>
    public LabelFinding Satisfiable(Selector selector) => _satisfiable.GetOrAdd(selector, SelectorAlgebra.Any.Satisfiable);

    /// <summary>Whether a selector certainly holds whatever the labels are.</summary>
    public bool IsTautology(Selector selector) => _tautologies.GetOrAdd(selector, asked => SelectorAlgebra.Any.IsTautology(asked).IsYes);

    /// <summary>Whether one selector certainly holds wherever another does.</summary>
    public bool Implies(Selector premise, Selector conclusion) =>
        _implied.GetOrAdd((premise, conclusion), asked => SelectorAlgebra.Any.Implies(asked.Premise, asked.Conclusion).IsYes);
}
