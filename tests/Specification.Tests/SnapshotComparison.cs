using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Specification.Tests;

/// <summary>All that snapshots of worlds say, so that two of them can be compared.</summary>
internal static class SnapshotComparison
{
    public static string? Difference(PolicySnapshot changed, PolicySnapshot atOnce)
    {
        (string[] left, string[] right) = (Contents(changed.Model), Contents(atOnce.Model));
        if (!left.SequenceEqual(right, StringComparer.Ordinal))
        {
            return $"the changed one has {string.Join("\n", left.Except(right, StringComparer.Ordinal))}\nand not {string.Join("\n", right.Except(left, StringComparer.Ordinal))}";
        }

        (Party[] ours, Party[] theirs) = (Parties(changed), Parties(atOnce));
        for (int from = 0; from < ours.Length; from++)
        {
            for (int to = 0; to < ours.Length; to++)
            {
                ConnectionSet one = changed.Connections(ours[from], ours[to]);
                ConnectionSet other = atOnce.Connections(theirs[from], theirs[to]);
                if (one != other)
                {
                    return $"{ours[from].KnownEndpoint} {ours[from].Address} -> {ours[to].KnownEndpoint} {ours[to].Address}: {one} changed, {other} at once";
                }
            }
        }

        return null;
    }

    public static Party[] Parties(PolicySnapshot snapshot) =>
    [
        .. snapshot.Model.Endpoints.SelectMany(endpoint => snapshot.PartiesOf(endpoint)),
        .. snapshot.Model.Nodes.SelectMany(node => node.Addresses).Select(address => snapshot.PartyAt(address)),
        .. WorldBuilder.PodAddresses(4).Concat(WorldBuilder.PodAddresses(6)).Concat(["192.0.2.7", "200.0.0.1"]).Select(text => snapshot.PartyAt(IpAddress.TryParse(text, out IpAddress address) ? address : default)),
    ];

    private static string[] Contents(PolicyModel model) =>
    [
        .. model.Tiers.Select(tier => $"tier {tier.Name} {tier.Order} {tier.DefaultAction}"),
        .. model.Policies.Select(policy => $"policy {policy.Name} {policy.Tier} {policy.Order} {policy.Subject}"),
        .. model.PendingDeletions.Select(policy => $"deletion of {policy}"),
        .. model.Endpoints.Select(endpoint => $"{endpoint.Kind} {endpoint} of {endpoint.Workload} as {endpoint.ServiceAccount} on {endpoint.Node} {endpoint.InterfaceName} {endpoint.Labels} {string.Join(' ', endpoint.Addresses)} {string.Join(' ', endpoint.Ports)} {string.Join(' ', endpoint.Profiles.Select(profile => $"{profile.Name} {profile.Labels}"))}"),
        .. model.NetworkSets.Select(set => $"set {set.Namespace}/{set.Name} {set.Labels} {set.Addresses}"),
        .. model.Namespaces.Select(known => $"namespace {known.Name} {known.Labels} {known.IsDeclared}"),
        .. model.Services.Select(service => $"service {service.Namespace}/{service.Name} {string.Join(' ', service.Addresses)}"),
        .. model.EndpointSlices.Select(slice => $"slice {slice.Namespace}/{slice.ServiceName} {string.Join(' ', slice.Addresses)}"),
        .. model.Nodes.Select(node => $"node {node.Name} {node.Labels} {string.Join(' ', node.Addresses)} {string.Join(' ', node.TunnelAddresses)}"),
        .. model.IpPools.Select(pool => $"pool {pool.Name} {pool.Cidr}"),
        .. model.HostsInDoubt.Select(host => $"doubt on {host.Node}"),
        $"services at {model.ServiceAddresses}",
    ];
}
