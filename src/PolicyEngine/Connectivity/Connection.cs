using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>What passes from one party of a matrix to another.</summary>
/// <param name="From">The source.</param>
/// <param name="To">The destination.</param>
/// <param name="Allowed">What is allowed between some pods of the two, at least.</param>
/// <param name="Throughout">What is allowed between all pods of the two.</param>
/// <param name="Unknown">About what the input does not suffice to tell, between some pods of the two.</param>
public readonly record struct Connection(MatrixParty From, MatrixParty To, TrafficSet Allowed, TrafficSet Throughout, TrafficSet Unknown)
{
    /// <summary>Whether some pods of the two may do more than others.</summary>
    public bool IsPartial => Allowed != Throughout;
}
