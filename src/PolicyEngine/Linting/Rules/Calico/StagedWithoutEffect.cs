using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6030: staged policies that would change nothing.</summary>
internal sealed class StagedWithoutEffect : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6030", "staged-orphan", Severity.Note, LintNeeds.Text)
    {
        Title = "staged policy would change nothing",
        Precision = LintPrecision.High,
        Explanation = """
            The staged policy would delete a policy that the input does not have, or would replace a policy by one that is written in the
            very same way. It was applied already, or its name is misspelt. Take it away, or correct its name.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: StagedNetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {stagedAction: Delete}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: StagedNetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {stagedAction: Delete}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {selector: app == 'web', ingress: [{action: Allow}]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Dictionary<PolicyName, Policy> enforced = context.Model.Policies.Where(policy => !policy.IsStaged).DistinctBy(policy => policy.Name).ToDictionary(policy => policy.Name);
        HashSet<PolicyName> deleted = [.. context.Model.PendingDeletions];
        foreach ((ObjectHeader header, MappingNode root) in context.Objects.Where(entry => entry.Header is { Group: "projectcalico.org" } && KindOf(entry.Header.Kind) is not null))
        {
            string @namespace = header.Kind == "StagedGlobalNetworkPolicy" ? "" : header.Namespace.Length > 0 ? header.Namespace : context.Snapshot.DefaultNamespace;
            var spec = root["spec"] as MappingNode;
            PolicyName[] names = [.. deleted.Concat(enforced.Keys).Where(name => name.Kind == KindOf(header.Kind) && name.Namespace == @namespace && (name.Name == header.Name || name.Name.EndsWith("." + header.Name, StringComparison.Ordinal))).Distinct()];
            LintTarget target = LintTarget.Of(header.Kind, @namespace, header.Name, header.Span);
            if ((spec?["stagedAction"] as ScalarNode)?.Text == "Delete")
            {
                if (names.Length > 0 && !Array.Exists(names, enforced.ContainsKey))
                {
                    yield return Descriptor.At(target, $"`{target.ObjectName}` would delete a policy that is not there") with { Hint = "take it away, or correct its name" };
                }
            }
            else if (spec is not null && Array.Find(names, enforced.ContainsKey) is { Name.Length: > 0 } name
                && context.SpecOf(enforced[name]) is { } written && IsSame(Without(spec), Without(written)))
            {
                yield return Descriptor.At(target, $"`{target.ObjectName}` is written as `{name}`, which is enforced already") with { Hint = "take it away" };
            }
        }
    }

    private static PolicyKind? KindOf(string kind) => kind switch
    {
        "StagedNetworkPolicy" => PolicyKind.CalicoNetworkPolicy,
        "StagedGlobalNetworkPolicy" => PolicyKind.GlobalNetworkPolicy,
        "StagedKubernetesNetworkPolicy" => PolicyKind.KubernetesNetworkPolicy,
        _ => null,
    };

    private static MappingEntry[] Without(MappingNode spec) => [.. spec.Entries.Where(entry => entry.Key.Text != "stagedAction")];

    private static bool IsSame(IReadOnlyCollection<MappingEntry> one, IReadOnlyCollection<MappingEntry> other) =>
        one.Count == other.Count && one.All(entry => other.Any(second => second.Key.Text == entry.Key.Text && IsSame(entry.Value, second.Value)));

    private static bool IsSame(DocumentNode one, DocumentNode other) => (one, other) switch
    {
        (MappingNode left, MappingNode right) => IsSame(left.Entries, right.Entries),
        (SequenceNode left, SequenceNode right) => left.Items.Length == right.Items.Length && left.Items.Zip(right.Items).All(pair => IsSame(pair.First, pair.Second)),
        (ScalarNode left, ScalarNode right) => left.Kind == right.Kind && left.Text == right.Text,
        _ => false,
    };
}
