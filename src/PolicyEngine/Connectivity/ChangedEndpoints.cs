using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Connectivity;

/// <summary>
/// The endpoints of one cluster that two snapshots of it govern otherwise, or that have other labels. What passes between two parties of
/// which neither is one of them is the same: what a chain decides depends on its rules, and on the two.
/// </summary>
internal sealed class ChangedEndpoints
{
    private readonly bool[] _ingress;
    private readonly bool[] _egress;

    private ChangedEndpoints(bool[] ingress, bool[] egress) => (_ingress, _egress) = (ingress, egress);

    /// <summary>The endpoints; null where more than policies and labels may differ, or where what decides about a pod is not the pod's alone.</summary>
    public static ChangedEndpoints? Between(PolicySnapshot before, PolicySnapshot after)
    {
        if (!before.Graph.Hosts.IsEmpty || !after.Graph.Hosts.IsEmpty || ClusterContents.Relabelled(before.Model, after.Model) is not { } relabelled)
        {
            return null;
        }

        var comparison = new ChainComparison(before.Graph, after.Graph);
        (bool[] ingress, bool[] egress) = (new bool[before.Model.Endpoints.Limit], new bool[before.Model.Endpoints.Limit]);
        foreach (int index in before.Model.Endpoints.Numbers)
        {
            EndpointSides old = before.Graph.SidesOf(index);
            EndpointSides now = after.Graph.SidesOf(index);
            (EndpointSides oldAsPod, EndpointSides nowAsPod) = (old.AsPod ?? EndpointSides.OfNone, now.AsPod ?? EndpointSides.OfNone);
            ingress[index] = !comparison.AreSame(old.IngressChain, now.IngressChain) || !comparison.AreSame(oldAsPod.IngressChain, nowAsPod.IngressChain);
            egress[index] = !comparison.AreSame(old.EgressChain, now.EgressChain) || !comparison.AreSame(oldAsPod.EgressChain, nowAsPod.EgressChain);
        }

        // Rules may choose these as peers otherwise, and whoever shares an address with them: of pods on the networks of nodes it is not known who does.
        if (relabelled.Any(number => after.Model.Endpoints[number].Addresses.Any(after.Graph.Cluster.Hosts.Contains)))
        {
            return null;
        }

        foreach (int index in relabelled.SelectMany(number => after.Model.Endpoints[number].Addresses.SelectMany(address => after.Graph.Cluster.EndpointsAt(address).All).Prepend(number)))
        {
            ingress[index] = egress[index] = true;
        }

        return new ChangedEndpoints(ingress, egress);
    }

    /// <summary>The numbers of those from whom something else may come.</summary>
    public IEnumerable<int> Sources => Numbers(_egress);

    /// <summary>The numbers of those to whom something else may go.</summary>
    public IEnumerable<int> Destinations => Numbers(_ingress);

    /// <summary>Whether what may go to some of a group may differ, whoever sends it.</summary>
    public bool AnyIngress(MatrixGroup group) => Any(group, _ingress);

    /// <summary>Whether what may come from some of a group may differ, wherever it goes.</summary>
    public bool AnyEgress(MatrixGroup group) => Any(group, _egress);

    private static IEnumerable<int> Numbers(bool[] changed) => Enumerable.Range(0, changed.Length).Where(index => changed[index]);

    private static bool Any(MatrixGroup group, bool[] changed) => group.Members.Any(members => members.Parties.Any(party => changed[party.Endpoint]));
}
