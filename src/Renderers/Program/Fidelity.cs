namespace PolicyEngine.Renderers.Program;

/// <summary>What a program is to be equal to where Felix's own does not mean what the policy says.</summary>
internal enum Fidelity
{
    /// <summary>To what the policy means: Felix's program without its defects.</summary>
    Exact,

    /// <summary>To Felix's program, its defects included.</summary>
    Felix,
}
