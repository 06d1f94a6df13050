using System.Globalization;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>
/// What the network between nodes carries, which no resource tells: what Ethernet does, unless tunnels, or where none is set pods,
/// were given larger packets than that. The smallest of those counts, so that settings that do not agree are seen; one that asks for
/// no more than Ethernet is no sign of a smaller network.
/// </summary>
internal sealed class UplinkInference(CalicoSettings settings, Assumptions assumptions)
{
    private const int Ethernet = 1500;

    public int Mtu(ClusterNetwork told)
    {
        Encapsulations encapsulations = new(told.Pools);
        ToldMtu[] tunnels = [.. settings.ByNode.Values.Prepend(settings).SelectMany(own => ToldMtu.OfTunnels(own, encapsulations))];
        // Who forgets what wrapping adds writes 1500 or a little less, never more.
        int mtu = (tunnels.Length > 0 ? tunnels : ToldMtu.OfPods(told.PodMtu, settings, encapsulations))
            .Where(set => set.Mtu > Ethernet)
            .Select(set => set.Wrapped)
            .DefaultIfEmpty(Ethernet)
            .Min();
        assumptions.Add(string.Create(CultureInfo.InvariantCulture, $"the network between nodes is taken to carry packets of {mtu} octets{(mtu > Ethernet ? ", as the MTU that is set asks for" : "")}"));
        return mtu;
    }
}
