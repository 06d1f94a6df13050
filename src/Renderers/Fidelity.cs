namespace PolicyEngine.Renderers;

/// <summary>What rules of a node are to be equal to where Felix's own do not mean what the policies say.</summary>
public enum Fidelity
{
    /// <summary>To what the policies mean: Felix's rules without their defects.</summary>
    Exact,

    /// <summary>To Felix's rules, their defects included.</summary>
    Felix,
}
