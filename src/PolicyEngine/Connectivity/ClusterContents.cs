using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Connectivity;

/// <summary>Compares all of two models but their policies, tiers and endpoints' labels. Where it is not plain that they are the same, they are not.</summary>
internal static class ClusterContents
{
    /// <summary>The numbers of the endpoints that have other labels; null where more differs.</summary>
    public static ImmutableArray<int>? Relabelled(PolicyModel one, PolicyModel other)
    {
        if (!AreSameButEndpoints(one, other))
        {
            return null;
        }

        ImmutableArray<int>.Builder relabelled = ImmutableArray.CreateBuilder<int>();
        foreach ((int number, Endpoint? was, Endpoint? now) in one.Endpoints.Differences(other.Endpoints))
        {
            if (was is null || now is null || !AreSameButLabels(was, now))
            {
                return null;
            }

            if (!was.Labels.Equals(now.Labels))
            {
                relabelled.Add(number);
            }
        }

        return relabelled.ToImmutable();
    }

    private static bool AreSameButEndpoints(PolicyModel one, PolicyModel other) =>
        one.Profile == other.Profile && one.Request == other.Request && one.ServiceAddresses == other.ServiceAddresses
        && (ReferenceEquals(one.Felix, other.Felix) || (one.Felix.IsDefault && other.Felix.IsDefault))
        && one.HostsInDoubt.IsEmpty && other.HostsInDoubt.IsEmpty
        && AreSame(one.NetworkSets, other.NetworkSets, (left, right) => left with { Span = SourceSpan.None } == right with { Span = SourceSpan.None })
        && AreSame(one.Nodes, other.Nodes, AreSame)
        && AreSame(one.IpPools, other.IpPools, (left, right) => left with { Span = SourceSpan.None } == right with { Span = SourceSpan.None })
        && AreSame(one.Services, other.Services, AreSame)
        && AreSame(one.EndpointSlices, other.EndpointSlices, AreSame);

    private static bool AreSame<T>(ImmutableArray<T> one, ImmutableArray<T> other, Func<T, T, bool> areSame)
        where T : class
    {
        if (one == other)
        {
            return true;
        }

        if (one.Length != other.Length)
        {
            return false;
        }

        for (int index = 0; index < one.Length; index++)
        {
            if (!ReferenceEquals(one[index], other[index]) && !areSame(one[index], other[index]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Profiles have a part in chains and are compared there.</summary>
    private static bool AreSameButLabels(Endpoint one, Endpoint other) =>
        (one.Kind, one.Namespace, one.Name, one.Workload) == (other.Kind, other.Namespace, other.Name, other.Workload)
        && (one.ServiceAccount, one.Node, one.InterfaceName, one.IsMissing) == (other.ServiceAccount, other.Node, other.InterfaceName, other.IsMissing)
        && one.Addresses.AsSpan().SequenceEqual(other.Addresses.AsSpan())
        && one.Ports.AsSpan().SequenceEqual(other.Ports.AsSpan());

    private static bool AreSame(Node one, Node other) =>
        (one with { Span = SourceSpan.None }).HasContentsOf(other with { Span = SourceSpan.None });

    private static bool AreSame(Service one, Service other) =>
        (one.Namespace, one.Name, one.Selector?.Text, one.IsHeadless) == (other.Namespace, other.Name, other.Selector?.Text, other.IsHeadless)
        && (one.IsExternalTrafficLocal, one.IsInternalTrafficLocal, one.Families) == (other.IsExternalTrafficLocal, other.IsInternalTrafficLocal, other.Families)
        && one.Ports.AsSpan().SequenceEqual(other.Ports.AsSpan())
        && one.ClusterAddresses.AsSpan().SequenceEqual(other.ClusterAddresses.AsSpan())
        && one.ExternalAddresses.AsSpan().SequenceEqual(other.ExternalAddresses.AsSpan());

    private static bool AreSame(EndpointSlice one, EndpointSlice other) =>
        (one.Namespace, one.ServiceName) == (other.Namespace, other.ServiceName)
        && one.Addresses.AsSpan().SequenceEqual(other.Addresses.AsSpan())
        && one.Ready.AsSpan().SequenceEqual(other.Ready.AsSpan())
        && one.Ending.AsSpan().SequenceEqual(other.Ending.AsSpan())
        && one.Ports.AsSpan().SequenceEqual(other.Ports.AsSpan());
}
