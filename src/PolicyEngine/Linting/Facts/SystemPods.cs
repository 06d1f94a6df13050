using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Selectors;

namespace PolicyEngine.Linting.Facts;

/// <summary>The pods of the cluster's own machinery, by namespace: those of the input, or the DNS pods that every cluster has.</summary>
internal sealed class SystemPods
{
    private const string Dns = "kube-system";

    private readonly LintContext _context;
    private readonly ImmutableArray<(string Namespace, LabelSet Labels)> _pods;

    public SystemPods(LintContext context)
    {
        _context = context;
        (string, LabelSet)[] present = [.. context.Facts.Pods.All.Where(pod => context.IsSystem(pod.Endpoint.Namespace)).Select(pod => (pod.Endpoint.Namespace, pod.Endpoint.Labels)).Distinct()];
        LabelSet lent = context.Model.Namespaces.FirstOrDefault(space => space.Name == Dns)?.Labels ?? LabelSet.Empty;
        _pods = present.Any(pod => pod.Item1 == Dns) ? [.. present]
            : [.. present, (Dns, LabelSet.Create(
            [
                .. lent.Select(label => new KeyValuePair<string, string>(CalicoLabels.NamespacePrefix + label.Key, label.Value)),
                new("k8s-app", "kube-dns"),
                new(CalicoLabels.Namespace, Dns),
                new(CalicoLabels.Orchestrator, "k8s"),
                new(CalicoLabels.ServiceAccount, "coredns"),
                new(CalicoLabels.NamespacePrefix + CalicoLabels.MetadataName, Dns),
                new(CalicoLabels.NamespacePrefix + CalicoLabels.Name, Dns),
                new(CalicoLabels.ServiceAccountPrefix + CalicoLabels.Name, "coredns"),
            ]))];
    }

    /// <summary>The namespaces in which a policy governs such pods.</summary>
    public IEnumerable<string> GovernedBy(Policy policy) => _pods.Where(pod => policy.Subject.Matches(pod.Labels)).Select(pod => pod.Namespace).Distinct(StringComparer.Ordinal);

    /// <summary>The namespaces in which a policy governs such pods, and no policy in force may allow them anything in a direction.</summary>
    public IEnumerable<string> CutOffBy(Policy policy, Directions direction)
    {
        Policy[] allowing = [.. _context.Policies.Where(other => other is { IsStaged: false, Stage: PolicyStage.Normal } && other.Governs.HasFlag(direction)
            && other.Rules(direction).Any(rule => rule.Action is RuleAction.Allow or RuleAction.Pass))];
        return _pods
            .Where(pod => policy.Subject.Matches(pod.Labels) && !Array.Exists(allowing, other => other.Subject.Matches(pod.Labels)))
            .Select(pod => pod.Namespace)
            .Distinct(StringComparer.Ordinal);
    }
}
