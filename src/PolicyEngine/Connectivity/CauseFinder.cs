using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Connectivity;

/// <summary>
/// Tells what a change comes from: endpoints that came or went, policies that say something else, or the cluster around them. To
/// tell policies from the rest, the flow is judged in the old cluster under the new policies.
/// </summary>
internal sealed class CauseFinder(PolicySnapshot before, PolicySnapshot after)
{
    private static readonly ImmutableArray<ChangeCause> s_cluster = [new ChangeCause(ChangeCauseKind.ClusterChanged, "")];

    private readonly Lazy<Dictionary<PolicyName, ChangeCauseKind>> _policies = new(() => PolicyChanges.Between(before.Model, after.Model));
    private readonly Lazy<PolicySnapshot> _oldUnderNewPolicies = new(() => PolicySnapshot.Compile(
        before.Model with { Policies = after.Model.Policies, Tiers = after.Model.Tiers }, before, null, CancellationToken.None));

    public ImmutableArray<ChangeCause> Of(PairChange change, FoundWitness? found)
    {
        if (found is not { Source: { } source, Destination: { } destination })
        {
            return s_cluster;
        }

        ChangeCause[] arrivals = [.. Arrivals(source).Concat(Arrivals(destination))];
        if (arrivals.Length > 0)
        {
            return [.. arrivals];
        }

        Flow old = new(source.Old!.Value, destination.Old!.Value, found.Witness.Traffic);
        Verdict between = _oldUnderNewPolicies.Value.Evaluate(_oldUnderNewPolicies.Value.Parties.Counterpart(old));
        var causes = new List<ChangeCause>();
        if (between.Kind != found.Witness.Old!.Value.Kind)
        {
            causes.AddRange(PoliciesOf(found.Witness.Old.Value, between));
        }

        if (between.Kind != found.Witness.New!.Value.Kind)
        {
            causes.AddRange(Labels(source).Concat(Labels(destination)));
        }

        return causes.Count > 0 ? [.. causes.Distinct()] : s_cluster;
    }

    private static IEnumerable<ChangeCause> Arrivals(ComparedParty party)
    {
        if (party.Old is null)
        {
            yield return new ChangeCause(ChangeCauseKind.EndpointAdded, party.Name);
        }

        if (party.New is null)
        {
            yield return new ChangeCause(ChangeCauseKind.EndpointRemoved, party.Name);
        }
    }

    /// <summary>Whose labels are others: the namespace's, where those that it lends its pods are, and the endpoint's, where its own are.</summary>
    private IEnumerable<ChangeCause> Labels(ComparedParty party)
    {
        if (party.Old is not { Endpoint: >= 0 } old || party.New is not { Endpoint: >= 0 } now)
        {
            yield break;
        }

        Endpoint was = before.Model.Endpoints[old.Endpoint];
        Endpoint becomes = after.Model.Endpoints[now.Endpoint];
        if (!Labels(was, areLent: true).SetEquals(Labels(becomes, areLent: true)))
        {
            yield return new ChangeCause(ChangeCauseKind.LabelsChanged, $"Namespace/{becomes.Namespace}");
        }

        if (!Labels(was, areLent: false).SetEquals(Labels(becomes, areLent: false)))
        {
            yield return new ChangeCause(ChangeCauseKind.LabelsChanged, party.Name);
        }
    }

    private static HashSet<(string, string)> Labels(Endpoint endpoint, bool areLent) =>
        [.. endpoint.Labels.Where(label => label.Key.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal) == areLent).Select(label => (label.Key, label.Value))];

    /// <summary>The policies that decide on either side and say something else; all that do, where those that decide are as they were.</summary>
    private IEnumerable<ChangeCause> PoliciesOf(Verdict old, Verdict now)
    {
        ChangeCause[] deciding =
        [
            .. new[] { old.Egress, old.Ingress, now.Egress, now.Ingress }
                .SelectMany(decision => decision.Policy is { } policy ? [policy.Name] : decision.Triggers.Select(trigger => trigger.Name))
                .Distinct()
                .Where(_policies.Value.ContainsKey)
                .Select(name => new ChangeCause(_policies.Value[name], name.ToString())),
        ];
        return deciding.Length > 0 ? deciding : _policies.Value.OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal).Select(entry => new ChangeCause(entry.Value, entry.Key.ToString()));
    }
}
