using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Testing.Generation;

/// <summary>Names and addresses that are not in use in a cluster, so that what is generated replaces nothing.</summary>
internal static class FreeWords
{
    private const int Count = 4;
    private static readonly IpAddress s_first = IpAddress.V4(0x0AF0_0001);

    public static ImmutableArray<string> Names(PolicyModel model)
    {
        HashSet<string> taken = new(model.Policies.Select(policy => policy.Name.Name).Concat(model.Endpoints.Select(endpoint => endpoint.Name)), StringComparer.Ordinal);
        return
        [
            .. Enumerable.Range(1, int.MaxValue).Select(number => string.Create(CultureInfo.InvariantCulture, $"generated-{number}"))
                .Where(name => !taken.Contains(name))
                .Take(Count),
        ];
    }

    /// <summary>Those after a pod's address, so that blocks that are meant for pods hold them too.</summary>
    public static ImmutableArray<string> Addresses(PolicyModel model)
    {
        HashSet<IpAddress> taken =
        [
            .. model.Endpoints.SelectMany(endpoint => endpoint.Addresses),
            .. model.Nodes.SelectMany(node => node.Addresses),
            .. model.Services.SelectMany(service => service.ClusterAddresses.Concat(service.ExternalAddresses)),
        ];
        IpAddress start = model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Pod)
            .SelectMany(endpoint => endpoint.Addresses)
            .Where(address => address.Family == IpFamily.V4)
            .DefaultIfEmpty(s_first)
            .Max();
        return [.. From(start).Where(address => !taken.Contains(address)).Take(Count).Select(address => address.ToString())];
    }

    private static IEnumerable<IpAddress> From(IpAddress start)
    {
        for (uint value = (uint)start.Value.Low; value < uint.MaxValue; value++)
        {
            yield return IpAddress.V4(value);
        }
    }
}
