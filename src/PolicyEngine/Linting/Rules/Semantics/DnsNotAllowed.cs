using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2010: pods that may send something, and may ask no name server.</summary>
internal sealed class DnsNotAllowed : ILintRule
{
    private const ushort Port = 53;

    public LintRuleDescriptor Descriptor { get; } = new("NP2010", "dns-not-allowed", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads | LintNeeds.Services)
    {
        Title = "pods may not ask any name server",
        Precision = LintPrecision.Medium,
        Explanation = """
            Policies restrict what pods may send, allow them something, and deny UDP 53 to every name server of the input: the pods
            behind services named `kube-dns` or `coredns` or labelled `k8s-app: kube-dns`, on the port that the service leads to,
            and the node-local cache where the input has one. What the rules allow by name then fails.

            Pods that may send nothing at all are not reported, nor are those that do not use the cluster's name servers
            (`dnsPolicy`). To allow UDP and leave out TCP is enough: few answers are long.
            """,
        Wrong = Servers + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: batch}}
              policyTypes: [Egress]
              egress: [{to: [{podSelector: {matchLabels: {app: redis}}}]}]
            """,
        Right = Servers + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: batch, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: batch}}
              policyTypes: [Egress]
              egress:
              - to: [{podSelector: {matchLabels: {app: redis}}}]
              - to:
                - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                  podSelector: {matchLabels: {k8s-app: kube-dns}}
                ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
            """,
    };

    private const string Servers = """
        apiVersion: v1
        kind: Service
        metadata: {name: kube-dns, namespace: kube-system}
        spec: {selector: {k8s-app: kube-dns}, ports: [{port: 53, protocol: UDP, name: dns}, {port: 53, protocol: TCP, name: dns-tcp}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: coredns-1, namespace: kube-system, labels: {k8s-app: kube-dns}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: batch-1, namespace: shop, labels: {app: batch}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: redis-0, namespace: shop, labels: {app: redis}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        if (NameServers.Of(context) is not { IsEmpty: false } servers)
        {
            return [];
        }

        string names = string.Join(", ", servers.Select(server => $"`{server.Name}`").Distinct(StringComparer.Ordinal));
        var found = new Dictionary<Policy, Finding>(ReferenceEqualityComparer.Instance);
        foreach (Endpoint subject in SubjectsByClass(context))
        {
            if (!UsesCluster(context, subject) || Deciding(context, subject, servers) is not { } policy || found.ContainsKey(policy))
            {
                continue;
            }

            string traffic = IsDenied(context, subject, servers, Protocol.Tcp) ? "UDP 53 nor by TCP 53" : "UDP 53";
            found.Add(policy, Descriptor.At(LintTarget.Of(policy), $"pods that `{policy.Name}` governs may ask no name server by {traffic}: {names}") with
            {
                Hint = "allow egress to the name servers on port 53",
                Related = [new RelatedPlace(subject.Span, $"`{subject}` is one of them")],
            });
        }

        return found.Values;
    }

    /// <summary>One endpoint of each class that policies restrict, and that they allow something.</summary>
    private static IEnumerable<Endpoint> SubjectsByClass(LintContext context)
    {
        EvaluationGraph graph = context.Snapshot.Graph;
        var seen = new HashSet<(int, int, int, string)>();
        foreach (Endpoint endpoint in context.Model.Endpoints.Where(endpoint => endpoint is { IsGoverned: true, IsMissing: false }))
        {
            EndpointSides sides = graph.SidesOf(context.Facts.InForce.PlaceOf(endpoint));
            if (context.Facts.InForce.ChainOf(endpoint, Directions.Egress) is { } chain
                && seen.Add((chain.Id, sides.V4Class, sides.V6Class, DnsPolicyOf(context, endpoint)))
                && RulesInForce.AdmittingRules(chain).Any())
            {
                yield return endpoint;
            }
        }
    }

    private static string DnsPolicyOf(LintContext context, Endpoint endpoint) => Nodes.Text(context.PodSpecOf(endpoint), "dnsPolicy");

    private static bool UsesCluster(LintContext context, Endpoint endpoint) => DnsPolicyOf(context, endpoint) is not ("None" or "Default");

    /// <summary>The policy because of which a pod may ask no name server: of those that have a part in it the one of most pods. Null where it may ask one, or nobody knows.</summary>
    private static Policy? Deciding(LintContext context, Endpoint subject, ImmutableArray<NameServer> servers)
    {
        Policy? policy = null;
        bool asksAny = false;
        foreach (Verdict verdict in Verdicts(context, subject, servers, Protocol.Udp))
        {
            if (verdict.Kind != VerdictKind.Denied)
            {
                return null;
            }

            asksAny = true;
            if (verdict.Egress.Outcome == Outcome.Deny)
            {
                policy ??= verdict.Egress.Policy ?? verdict.Egress.Triggers.Where(trigger => !trigger.IsStaged).MaxBy(trigger => context.EndpointsOf(trigger.Subject).Length);
            }
        }

        return asksAny ? policy : null;
    }

    private static bool IsDenied(LintContext context, Endpoint subject, ImmutableArray<NameServer> servers, Protocol protocol) =>
        Verdicts(context, subject, servers, protocol).All(verdict => verdict.Kind == VerdictKind.Denied);

    private static IEnumerable<Verdict> Verdicts(LintContext context, Endpoint subject, ImmutableArray<NameServer> servers, Protocol protocol)
    {
        int place = context.Facts.InForce.PlaceOf(subject);
        foreach (Party source in context.Snapshot.Parties.Of(place))
        {
            foreach (NameServer server in servers.Where(server => server.Protocol == protocol && server.Party.Family == source.Family))
            {
                Verdict verdict = context.Snapshot.Evaluate(new Flow(source, server.Party, TrafficPoint.Ports(protocol, server.Port, EphemeralPort)));
                if (verdict.Kind != VerdictKind.NotApplicable)
                {
                    yield return verdict;
                }
                else if (server.Party.Endpoint == place)
                {
                    // A name server asks itself.
                    yield break;
                }
            }
        }
    }

    private const ushort EphemeralPort = 40_000;
}
