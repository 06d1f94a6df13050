namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>What the objects of a kind are read for.</summary>
public enum KubernetesUse
{
    /// <summary>They decide verdicts: no answer is right without them.</summary>
    Verdicts,

    /// <summary>They show the network below the policies to those who trace packets; verdicts do without them.</summary>
    Network,

    /// <summary>They are for people who look at a capture, and are not followed.</summary>
    Record,
}
