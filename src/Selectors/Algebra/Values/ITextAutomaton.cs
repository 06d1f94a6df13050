namespace PolicyEngine.Selectors.Algebra.Values;

/// <summary>One condition on a text, read character by character. States are small numbers.</summary>
internal interface ITextAutomaton
{
    /// <summary>The state of nothing read; <see cref="TextState.Hopeless"/> where no text meets the condition.</summary>
    int Start { get; }

    /// <summary>No state is as large as this.</summary>
    int StateCount { get; }

    /// <summary>The state after one character more; <see cref="TextState.Hopeless"/> where no continuation can meet the condition.</summary>
    int Step(int state, char next);

    /// <summary>Whether what was read meets the condition.</summary>
    bool Accepts(int state);
}
