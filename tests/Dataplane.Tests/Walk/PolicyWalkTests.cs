using PolicyEngine;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Specification;

namespace Dataplane.Tests.Walk;

/// <summary>A walk through a cluster ends as the policies alone say, in random worlds with host endpoints, pools and tunnels.</summary>
public sealed class PolicyWalkTests
{
    [Fact]
    public void P1_a_walk_is_delivered_exactly_where_the_policies_allow_it() => new FlowLaw(Law).HoldsEverywhere();

    private static Func<WorldFlow, string?> Law(World world)
    {
        LoadedWorld loaded = new(world with { Enforcement = Enforcement.Calico });
        ClusterNetwork cluster = ClusterNetwork.Of(loaded.Snapshot.Model);
        CalicoNetwork network = new(cluster, CalicoSettings.Of(loaded.Snapshot.Model.Felix.Of("")), new PolicyFilter(loaded.Snapshot.Hooks));
        return flow => flow.Source.Contains(':', StringComparison.Ordinal) == flow.Destination.Contains(':', StringComparison.Ordinal) && IsKnown(loaded, cluster, flow.Source) && IsKnown(loaded, cluster, flow.Destination) ? Difference(loaded, network, flow) : null;
    }

    /// <summary>Whether a node sends whose tunnel's address nobody wrote down: the policies go by its own then, the network by one that it must have.</summary>
    private static bool IsFromNodeWithUnknownTunnel(LoadedWorld loaded, WorldFlow flow) =>
        loaded.Snapshot.Model.IpPools.Any(pool => pool.Vxlan != EncapsulationMode.Never)
        && loaded.Snapshot.Model.Nodes.Any(node => node.TunnelAddresses.IsEmpty && node.Addresses.Any(address => address.ToString() == flow.Source));

    private static string? Difference(LoadedWorld loaded, CalicoNetwork network, WorldFlow flow)
    {
        Verdict verdict = loaded.Snapshot.Evaluate(loaded.Flow(flow));
        if (verdict.Kind is not (VerdictKind.Allowed or VerdictKind.Denied) || IsFromNodeWithUnknownTunnel(loaded, flow))
        {
            return null;
        }

        PacketTrace trace = new PacketWalk(network).Send(new PolicyEngine.Dataplane.Walk.Packet(Address(flow.Source), Address(flow.Destination), LoadedWorld.Traffic(flow)));
        bool isSame = verdict.Kind == VerdictKind.Allowed ? trace.IsDelivered : trace.End == WalkEnd.DeniedByPolicy;
        return isSame ? null : $"policies say {verdict.Kind} ({verdict.Egress.Reason}, {verdict.Ingress.Reason}), the walk ends with {trace.End} {trace.Reason}\n{string.Join('\n', trace.Steps)}";
    }

    /// <summary>Whether it is where the network says: a pod on a node with an address, a node, or something outside.</summary>
    private static bool IsKnown(LoadedWorld loaded, ClusterNetwork cluster, string end)
    {
        // The second addresses of nodes are on interfaces that the model does not have.
        if (!IpAddress.TryParse(end, out IpAddress address) || loaded.Snapshot.Model.Nodes.Any(node => node.Addresses.Contains(address) && node.Addresses.First(own => own.Family == address.Family) != address))
        {
            return false;
        }

        Endpoint[] holders = [.. loaded.Snapshot.Model.Endpoints.Where(endpoint => endpoint.Kind != EndpointKind.HostEndpoint && endpoint.Addresses.Contains(address))];
        ClusterNode? node = cluster.Nodes.SingleOrDefault(node => node.Address(address.Family)?.Address == address);
        return holders switch
        {
            [] => node is not null || !(cluster.Pools.Any(pool => pool.Cidr.Contains(address)) || cluster.Nodes.Any(other => other.Address(address.Family)?.Subnet.Contains(address) == true)),
            [{ Kind: EndpointKind.Pod } pod] => node is null && cluster.Nodes.Any(other => other.Name == pod.Node && other.Address(address.Family) is not null),
            _ => Array.TrueForAll(holders, holder => holder.Kind == EndpointKind.HostNetworkPod) && node is not null,
        };
    }

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);
}
