using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2032: what one policy denies to a whole namespace, others allow to all of it.</summary>
internal sealed class DefaultDenyReopened : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2032", "default-deny-reopened", Severity.Warning, LintNeeds.Policies)
    {
        Title = "default deny has no effect",
        Precision = LintPrecision.High,
        Explanation = """
            NetworkPolicies add up: what one of them allows no other takes back. Here one denies everything in a direction to all pods
            of a namespace, and others in the namespace allow anyone everything in that direction, to all pods again.

            What several policies and several blocks of addresses allow together counts as well. Where the input has pods, the rule
            is silent if other policies deny them something all the same.
            """,
        Wrong = Deny + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: allow-all, namespace: shop}
            spec: {podSelector: {}, ingress: [{}]}
            """,
        Right = Deny + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: allow-frontend, namespace: shop}
            spec: {podSelector: {matchLabels: {app: frontend}}, ingress: [{}]}
            """,
    };

    private const string Deny = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny-all, namespace: shop}
        spec: {podSelector: {}, policyTypes: [Ingress, Egress]}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        bool isAdditive = context.Model.Policies.All(policy => policy.Name.IsAdditive && policy.Fault is null);
        ILookup<string, Endpoint> pods = context.Model.Endpoints.Where(endpoint => endpoint is { IsGoverned: true, IsMissing: false }).ToLookup(endpoint => endpoint.Namespace, StringComparer.Ordinal);
        foreach (IGrouping<string, Policy> inNamespace in context.Policies.Where(policy => policy.Name.IsAdditive && !policy.IsStaged).GroupBy(policy => policy.Name.Namespace, StringComparer.Ordinal))
        {
            foreach (Directions direction in new[] { Directions.Ingress, Directions.Egress })
            {
                Endpoint[] members = [.. pods[inNamespace.Key]];
                if (inNamespace.FirstOrDefault(policy => DeniesAll(policy, direction)) is { } denying
                    && (members.Length == 0 ? isAdditive : members.All(member => IsOpen(context, member, direction)))
                    && Reopening(context, [.. inNamespace], members, direction) is { IsEmpty: false } reopening)
                {
                    yield return Find(denying, reopening, direction);
                }
            }
        }
    }

    private static bool DeniesAll(Policy policy, Directions direction) =>
        policy.Governs.HasFlag(direction) && policy.Rules(direction).IsEmpty && policy.Subject.HoldsForEverythingIn(policy.Name.Namespace);

    /// <summary>One policy that opens all pods, or several that do together; none where they do not.</summary>
    private static ImmutableArray<Policy> Reopening(LintContext context, Policy[] policies, Endpoint[] members, Directions direction)
    {
        Policy[] open = [.. policies.Where(policy => policy.Governs.HasFlag(direction) && AllowsAnyone(policy, direction))];
        if (open.FirstOrDefault(policy => policy.Subject.HoldsForEverythingIn(policy.Name.Namespace)) is { } one)
        {
            return [one];
        }

        // Without pods nobody knows whom the others leave out.
        HashSet<Endpoint> opened = new(open.SelectMany(policy => context.EndpointsOf(policy.Subject)), ReferenceEqualityComparer.Instance);
        return members.Length > 0 && members.All(opened.Contains) ? [.. open] : [];
    }

    /// <summary>Whether the rules of a policy together allow all traffic with every address of a family.</summary>
    private static bool AllowsAnyone(Policy policy, Directions direction)
    {
        AddressSet allowed = AddressSet.Empty;
        foreach (Rule rule in policy.Rules(direction).Where(rule => rule.Fault is null && rule.Action == RuleAction.Allow && rule.Destination.Ports is null))
        {
            PeerMatch peer = rule.Peer(direction);
            allowed = peer.IsAnyone() ? AddressSet.All : peer.Selector is null && peer.Addresses() is { } addresses ? allowed.Union(addresses) : allowed;
        }

        return allowed.V4.IsFull || allowed.V6.IsFull;
    }

    /// <summary>Whether nothing in force denies a pod anything in the direction, with addresses outside.</summary>
    private static bool IsOpen(LintContext context, Endpoint endpoint, Directions direction)
    {
        foreach (Party party in context.Snapshot.Parties.Of(context.Facts.InForce.PlaceOf(endpoint)))
        {
            if (IpAddress.TryParse(party.Family == IpFamily.V4 ? "192.0.2.1" : "2001:db8::1", out IpAddress outside)
                && context.Snapshot.Halves.OrdinaryTable(party, context.Snapshot.PartyAt(outside), direction) is DecisionTable table
                && table.Allowed.IsAll)
            {
                return true;
            }
        }

        return false;
    }

    private Finding Find(Policy denying, ImmutableArray<Policy> reopening, Directions direction)
    {
        string what = direction == Directions.Ingress ? "ingress" : "egress";
        return reopening is [var one]
            ? Descriptor.At(LintTarget.Of(one), $"`{one.Name}` allows all {what} that `{denying.Name}` denies to the namespace") with
            {
                Hint = "take one of the two away",
                Related = [new RelatedPlace(denying.Span, $"`{denying.Name}`")],
            }
            : Descriptor.At(LintTarget.Of(denying), $"other policies together allow all {what} that `{denying.Name}` denies to every pod of the namespace") with
            {
                Hint = "narrow the others, or take this one away",
                Related = [.. reopening.Select(policy => new RelatedPlace(policy.Span, $"`{policy.Name}`"))],
            };
    }
}
