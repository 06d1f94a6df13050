namespace PolicyEngine.Selectors.Algebra.Search;

/// <summary>A place to come back to: one operand of a choice was taken to hold, and may not.</summary>
/// <param name="Taken">The choice, from the operand that was taken on.</param>
/// <param name="Others">The other open choices at that time.</param>
/// <param name="Mark">The length of the trail at that time.</param>
internal readonly record struct Choice(Goal Taken, Goal? Others, int Mark);
