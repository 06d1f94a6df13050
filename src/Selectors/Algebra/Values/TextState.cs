namespace PolicyEngine.Selectors.Algebra.Values;

/// <summary>States that mean the same to every automaton.</summary>
internal static class TextState
{
    /// <summary>The condition is not met, and no continuation meets it.</summary>
    public const int Hopeless = -1;
}
