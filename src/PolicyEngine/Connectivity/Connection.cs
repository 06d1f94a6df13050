using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>What passes from one party of a matrix to another.</summary>
/// <param name="From">The source.</param>
/// <param name="To">The destination.</param>
/// <param name="Passing">What passes.</param>
public readonly record struct Connection(MatrixParty From, MatrixParty To, Passing Passing)
{
    /// <summary>What is allowed between some pods of the two, at least.</summary>
    public TrafficSet Allowed => Passing.Allowed;

    /// <summary>What is allowed between all pods of the two.</summary>
    public TrafficSet Throughout => Passing.Throughout;

    /// <summary>About what the input does not suffice to tell, between some pods of the two.</summary>
    public TrafficSet Unknown => Passing.Unknown;

    /// <summary>Whether some pods of the two may do more than others.</summary>
    public bool IsPartial => Passing.IsPartial;
}
