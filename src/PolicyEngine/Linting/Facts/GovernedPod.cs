using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Linting.Facts;

/// <summary>A pod, or a workload that stands for its pods, with what decides about its traffic.</summary>
/// <param name="Endpoint">The pod.</param>
/// <param name="Party">It, with its first address.</param>
/// <param name="Sides">Its classes.</param>
/// <param name="Ingress">What decides about traffic towards it.</param>
/// <param name="Egress">What decides about traffic from it.</param>
internal sealed record GovernedPod(Endpoint Endpoint, Party Party, EndpointSides Sides, PolicyChain Ingress, PolicyChain Egress)
{
    /// <summary>The kind and name of what a person made: pods of one workload are told of once.</summary>
    public string Workload => Endpoint.Workload.Length > 0 ? Endpoint.Workload : $"Pod/{Endpoint.Name}";

    /// <summary>The workload with its namespace, as an object's name.</summary>
    public LintTarget Target => LintTarget.Of(Kind, Endpoint.Namespace, Workload[(Kind.Length + 1)..], Endpoint.Span);

    private string Kind => Workload[..Workload.IndexOf('/', StringComparison.Ordinal)];

    public PolicyChain Chain(Directions direction) => direction == Directions.Ingress ? Ingress : Egress;

    public bool Equals(GovernedPod? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
