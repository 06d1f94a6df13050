namespace PolicyEngine.Renderers.Acl;

/// <summary>Something of the policies that a target cannot say.</summary>
/// <param name="Severity">How bad that is.</param>
/// <param name="Reason">What is lost, and what becomes of the traffic.</param>
internal sealed record Loss(LossSeverity Severity, string Reason);

internal enum LossSeverity
{
    /// <summary>It is said as well as the target can, and less than exactly.</summary>
    Approximated,

    /// <summary>Traffic that policies let through is dropped.</summary>
    Narrowed,
}
