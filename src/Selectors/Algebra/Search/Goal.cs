using PolicyEngine.Selectors.Nodes;

namespace PolicyEngine.Selectors.Algebra.Search;

/// <summary>
/// One thing to bring about, and those after it: a list that never changes, so that going back costs nothing. For a choice
/// between operands the first of them may be refuted already.
/// </summary>
/// <param name="Node">What shall hold or not.</param>
/// <param name="Wanted">Whether it shall hold.</param>
/// <param name="From">The first operand that is not refuted, for a choice.</param>
/// <param name="Next">The other goals.</param>
internal sealed record Goal(SelectorNode Node, bool Wanted, int From, Goal? Next);
