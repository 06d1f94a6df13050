using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4007: rules that let the internet in.</summary>
internal sealed class WorldIngress : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4007", "world-ingress", Severity.Warning, LintNeeds.Policies)
    {
        Title = "rule lets the internet in",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 6.0,
        Explanation = """
            The sources that the rule allows hold every public IPv4 address, or every public IPv6 address, after exceptions and earlier
            denials are taken away: `0.0.0.0/0` with or without private blocks excepted, two halves of it, network sets that add up
            to it, or no `from` at all.

            Where the input has services, only ports count that one of them really opens to the outside, by a port of nodes, a
            load balancer or external addresses. Rules that are open on every port are told of by NP4005.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress:
                - from: [{ipBlock: {cidr: 0.0.0.0/1}}, {ipBlock: {cidr: 128.0.0.0/1}}]
                  ports: [{port: 8080}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress:
                - from: [{ipBlock: {cidr: 198.51.100.0/24}}]
                  ports: [{port: 8080}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (IGrouping<Policy, OpenRule> open in context.Facts.OpenRules.ByPolicy(Directions.Ingress).Where(group => !group.Any(rule => rule.IsAllOpen)))
        {
            TrafficSet exposed = context.Model.Services.IsEmpty ? TrafficSet.All : OpenedByServices(context, open.Key);
            foreach (OpenRule rule in open)
            {
                TrafficSet reached = rule.ToWorld.Intersect(exposed);
                if (!reached.IsEmpty)
                {
                    yield return Descriptor.At(rule.Target, $"`{open.Key.Name}` lets every address of the internet connect to its pods ({reached.Describe()})") with
                    {
                        Hint = "allow the blocks that clients come from, or the pods of the gateway",
                    };
                }
            }
        }
    }

    /// <summary>The ports of the policy's pods that services open to the outside.</summary>
    private static TrafficSet OpenedByServices(LintContext context, Policy policy)
    {
        GovernedPod[] pods = [.. context.Facts.Pods.Subjects(policy)];
        return TrafficSet.Union(context.Model.Services
            .Where(service => service.Selector is not null && ExposedPorts.IsExposed(context, service))
            .SelectMany(service => pods
                .Where(pod => pod.Endpoint.Namespace == service.Namespace && service.Selector!.Matches(pod.Endpoint.Labels))
                .SelectMany(pod => service.Ports.SelectMany(port => ExposedPorts.PointsOf(port, pod.Endpoint)))
                .Distinct()
                .Select(point => TrafficSet.Ports(point.Protocol, IntervalSet<ushort>.Of(point.Major)))));
    }
}
