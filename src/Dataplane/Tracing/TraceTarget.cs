using System.Globalization;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Tracing;

/// <summary>What a packet is sent to that is written as an address or a node, or to a Service's own address or port of nodes.</summary>
/// <param name="Address">The address.</param>
/// <param name="Traffic">Protocol and ports.</param>
internal sealed record TraceTarget(IpAddress Address, TrafficPoint Traffic)
{
    /// <summary>The node that packets from outside to the address are sent to; null where the input tells.</summary>
    public string? Entrance { get; private init; }

    /// <summary>The target of a question; null where it is none of these, or a Service without an address.</summary>
    /// <param name="query">The question.</param>
    /// <param name="view">The network.</param>
    /// <param name="sender">Who sends.</param>
    /// <param name="error">That the Service has no such port, or there is no such node; null where nothing is wrong.</param>
    public static TraceTarget? Of(Query query, DatastoreView view, TraceSender sender, out QueryError? error)
    {
        error = null;
        (string reference, string? node) = query.To.Split('@') is [var before, var behind] ? (before, behind) : (query.To, null);
        if (IpAddress.TryParse(reference, out IpAddress address))
        {
            return AtEntrance(address, node, view.Cluster, out error) ? At(address, TraceTraffic.Of(query, null, address.Family, out error), node) : null;
        }

        string[] parts = reference.Split('/');
        string kind = EndpointFinder.KindOf(reference);
        if (kind == "Node" && view.Cluster.Nodes.FirstOrDefault(known => known.Name == parts[^1]) is { } machine)
        {
            IpFamily spoken = sender.Speaks(IpFamily.V4) && machine.V4 is not null ? IpFamily.V4 : IpFamily.V6;
            return AddressOf(machine.Name, view.Cluster, spoken, out error) is { } own ? At(own, TraceTraffic.Of(query, null, spoken, out error)) : null;
        }

        return kind is "NodePort" or "Service" ? OfService(query, parts, kind == "NodePort", node, view.Cluster, sender, out error) : null;
    }

    private static TraceTarget? OfService(Query query, string[] parts, bool isNodePort, string? node, ClusterNetwork cluster, TraceSender sender, out QueryError? error)
    {
        error = null;
        string[] name = parts[^1].Split(':');
        string space = parts.Length == 3 ? parts[1] : query.DefaultNamespace;
        string? asked = name.Length == 2 ? name[1] : query.Port;
        ProxiedPort[] ports = [.. cluster.Services.Where(port => port.Name.Namespace == space && port.Name.Service == name[0] && port.ClusterAddress is { } own && sender.Speaks(own.Family))];
        if (ports.Length == 0)
        {
            return null;
        }

        IpFamily family = ports[0].ClusterAddress!.Value.Family;
        ProxiedPort[] open = [.. ports.Where(port => port.ClusterAddress!.Value.Family == family && (!isNodePort || port.NodePort != 0))];
        bool isPing = TraceTraffic.IsIcmp(query);
        ProxiedPort? chosen = Array.Find(open, port => IsAsked(port, asked, query, isNodePort));
        error = isNodePort && (open.Length == 0 || (chosen is null && !isPing)) ? NoNodePort($"{space}/{name[0]}", asked, query, open) : null;
        if (error is not null)
        {
            return null;
        }

        TrafficPoint? traffic = isPing || chosen is null
            ? TraceTraffic.Of(query with { Port = asked }, null, family, out error)
            : TraceTraffic.To(query, chosen.Protocol, isNodePort ? chosen.NodePort : chosen.Port);
        return traffic is not null && (isNodePort ? AddressOf(node, cluster, family, out error) : (chosen ?? open[0]).ClusterAddress) is { } address ? At(address, traffic) : null;
    }

    /// <summary>That nodes open no port for a Service, or not the one asked for; in the words that verdicts have for it.</summary>
    private static QueryError NoNodePort(string service, string? asked, Query query, ProxiedPort[] open) => new("NODE_PORT_NOT_FOUND", open.Length == 0
        ? $"the input gives service `{service}` no port of nodes"
        : $"nodes open no {$"{string.Join(',', query.Protocols.Select(protocol => protocol.Name))} port".TrimStart()}{(asked is null ? "" : $" `{asked}`")} for service `{service}`; "
            + $"they open {string.Join(", ", open.Select(port => $"{port.NodePort}{(port.Name.Port.Length == 0 ? "" : $" ({port.Name.Port})")}"))}");

    private static TraceTarget? At(IpAddress address, TrafficPoint? traffic, string? entrance = null) =>
        traffic is { } known ? new TraceTarget(address, known) { Entrance = entrance } : null;

    private static bool IsAsked(ProxiedPort port, string? asked, Query query, bool isNodePort) =>
        (asked is null || port.Name.Port == asked || FirstOf(asked) == (isNodePort ? port.NodePort : port.Port)) && (query.Protocols.IsEmpty || query.Protocols.Contains(port.Protocol));

    /// <summary>The first number of <c>80</c> or <c>8000-8080</c>; null for a name, which may begin with one.</summary>
    private static ushort? FirstOf(string asked) =>
        !asked.Any(char.IsAsciiLetter) && ushort.TryParse(asked.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort first) ? first : null;

    /// <summary>Whether packets to an address can enter at a node; they can where none is named.</summary>
    private static bool AtEntrance(IpAddress address, string? node, ClusterNetwork cluster, out QueryError? error)
    {
        error = node is null ? null
            : !cluster.Nodes.Any(known => known.Name == node) ? NoTrace.Because($"there is no node `{node}`")
            : new HeldAddresses(cluster).HolderOf(address) is { } holder && holder != node ? NoTrace.Because($"{address} is an address of node `{holder}`, where packets to it enter the cluster")
            : null;
        return error is null;
    }

    private static IpAddress? AddressOf(string? name, ClusterNetwork cluster, IpFamily family, out QueryError? error)
    {
        IpAddress? address = cluster.Nodes.FirstOrDefault(node => name is null || node.Name == name)?.Address(family)?.Address;
        error = address is not null ? null
            : NoTrace.Because(name is null ? "no node has an address of that family" : $"there is no node `{name}` with an address of that family");
        return address;
    }
}
