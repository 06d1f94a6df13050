namespace PolicyEngine.Connectivity;

/// <summary>What a rule does in a cluster.</summary>
public enum RuleUseKind
{
    /// <summary>It decides some flow.</summary>
    Decides,

    /// <summary>It may decide some flow: the input does not suffice to tell, or only hosts' traffic could.</summary>
    MayDecide,

    /// <summary>It matches traffic, and earlier rules decide all of it.</summary>
    Covered,

    /// <summary>It matches no traffic between the endpoints of the cluster, or between them and other addresses.</summary>
    Unmatched,
}
