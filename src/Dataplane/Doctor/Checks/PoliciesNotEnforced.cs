using System.Collections.Immutable;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Policies that select pods whose packets pass no rules of policies.</summary>
internal sealed class PoliciesNotEnforced() : NetworkCheck(
    "PE6526", Severity.Warning, "policies are not enforced", "connect pods in a way that leads through their nodes, and run an agent that enforces policies")
{
    private const string AddAgent = "run an agent that enforces policies besides Flannel, as Canal does with Calico's";

    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        if (Why(cluster.View) is not { } why)
        {
            return [];
        }

        PolicyModel model = cluster.Snapshot.Model;
        string[] names = [.. Selecting([.. model.Policies.Where(policy => policy is { IsStaged: false, Stage: PolicyStage.Normal })], model.Endpoints).Select(policy => $"{policy.Name}")];
        return names.Length == 0 ? [] : [new Complaint(names[0], $"{FewNames.Quote(names)}: nothing enforces policies of pods, since {why}", cluster.View.Provider == NetworkProvider.Flannel ? AddAgent : null)];
    }

    private static string? Why(DatastoreView view) => view switch
    {
        { Provider: NetworkProvider.Flannel } => "the network is Flannel's alone",
        { Terway.Datapath: TerwayDatapath.IpVlan } => "packets of pods with IPvlan pass the rules of their nodes by",
        { Terway.Datapath: TerwayDatapath.ExclusiveEni } => "packets of pods with interfaces of their own pass the rules of their nodes by",
        { Terway.Datapath: TerwayDatapath.Vlan } => "packets of pods with VLANs of an interface pass the rules of their nodes by",
        _ => null,
    };

    /// <summary>The policies that select any pod.</summary>
    private static IEnumerable<Policy> Selecting(Policy[] policies, IReadOnlyCollection<Endpoint> endpoints)
    {
        Selector[] subjects = [.. policies.Select(policy => policy.Subject).Distinct()];
        SelectorIndex index = SelectorIndex.Create(subjects);
        HashSet<Selector> selecting = [];
        List<int> matches = [];
        foreach (Endpoint pod in endpoints.Where(endpoint => endpoint.IsGoverned).TakeWhile(_ => selecting.Count < subjects.Length))
        {
            index.Match(pod.Labels, matches);
            selecting.UnionWith(matches.Select(match => subjects[match]));
        }

        return policies.Where(policy => selecting.Contains(policy.Subject));
    }
}
