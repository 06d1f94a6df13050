using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Input;

/// <summary>What a packet is sent to that is written as an address or a node, or to a Service's own address or port of nodes.</summary>
/// <param name="Address">The address.</param>
/// <param name="Traffic">Protocol and ports.</param>
internal sealed record TraceTarget(IpAddress Address, TrafficPoint Traffic)
{
    /// <summary>The node that packets from outside to the address are sent to; null where the input tells.</summary>
    public string? Entrance { get; private init; }

    /// <summary>The target of a question; null where it is none of these, or a Service without an address.</summary>
    /// <exception cref="CommandFailedException">The Service has no such port, or there is no such node.</exception>
    public static TraceTarget? Of(Query query, DatastoreView view, TraceSender sender)
    {
        (string reference, string? node) = query.To.Split('@') is [var before, var behind] ? (before, behind) : (query.To, null);
        if (IpAddress.TryParse(reference, out IpAddress address))
        {
            return new TraceTarget(address, TraceTraffic.Of(query, null, address.Family)) { Entrance = node is null ? null : NodeOf(node, view.Cluster) };
        }

        string[] parts = reference.Split('/');
        if (parts is ["node", var machine] && view.Cluster.Nodes.FirstOrDefault(known => known.Name == machine) is { } asNode)
        {
            IpFamily spoken = sender.Speaks(IpFamily.V4) && asNode.V4 is not null ? IpFamily.V4 : IpFamily.V6;
            return new TraceTarget(AddressOf(machine, view.Cluster, spoken), TraceTraffic.Of(query, null, spoken));
        }

        bool isNodePort = parts[0] == "nodeport";
        if (!isNodePort && parts[0] is not ("svc" or "service" or "services"))
        {
            return null;
        }

        string[] name = parts[^1].Split(':');
        string space = parts.Length == 3 ? parts[1] : query.DefaultNamespace;
        string? asked = name.Length == 2 ? name[1] : query.Port;
        ProxiedPort[] ports = [.. view.Cluster.Services.Where(port => port.Name.Namespace == space && port.Name.Service == name[0] && port.ClusterAddress is { } own && sender.Speaks(own.Family))];
        if (ports.Length == 0)
        {
            return null;
        }

        IpFamily family = ports[0].ClusterAddress!.Value.Family;
        bool isPing = TraceTraffic.IsIcmp(query);
        ProxiedPort chosen = ports.FirstOrDefault(port => port.ClusterAddress!.Value.Family == family && (isPing || IsAsked(port, asked, query, isNodePort)))
            ?? ports.First(port => port.ClusterAddress!.Value.Family == family);
        TrafficPoint traffic = isPing || !IsAsked(chosen, asked, query, isNodePort)
            ? TraceTraffic.Of(query with { Port = asked }, null, family)
            : TraceTraffic.To(query, chosen.Protocol, isNodePort ? chosen.NodePort : chosen.Port);
        return new TraceTarget(isNodePort ? AddressOf(node, view.Cluster, family) : chosen.ClusterAddress!.Value, traffic);
    }

    private static bool IsAsked(ProxiedPort port, string? asked, Query query, bool isNodePort) =>
        (asked is null || port.Name.Port == asked || asked == $"{port.Port}" || (isNodePort && asked == $"{port.NodePort}")) && (query.Protocols.IsEmpty || query.Protocols.Contains(port.Protocol));

    private static string NodeOf(string name, ClusterNetwork cluster) =>
        cluster.Nodes.Any(node => node.Name == name) ? name : throw new CommandFailedException($"there is no node `{name}`");

    private static IpAddress AddressOf(string? name, ClusterNetwork cluster, IpFamily family) =>
        cluster.Nodes.FirstOrDefault(node => name is null || node.Name == name)?.Address(family)?.Address
        ?? throw new CommandFailedException(name is null ? "no node has an address of that family" : $"there is no node `{name}` with an address of that family");
}
