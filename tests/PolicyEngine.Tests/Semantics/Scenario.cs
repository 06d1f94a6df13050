using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;
using TestKit;

namespace PolicyEngine.Tests.Semantics;

/// <summary>
/// Policies in a small cluster, and what is expected of them. A <c>§</c> in the text marks a place where a diagnostic
/// is expected; it is taken out before the text is read.
/// </summary>
internal sealed class Scenario
{
    private const char Mark = '§';
    private readonly ImmutableArray<(int Line, int Column)> _marks;

    private readonly IReadOnlyList<PolicySource> _sources;

    private Scenario(IReadOnlyList<PolicySource> sources, EnforcementProfile profile, ImmutableArray<(int Line, int Column)> marks)
    {
        (_sources, _marks) = (sources, marks);
        Loaded = new PolicyLoader(new LoadOptions { Profile = profile }).Load(sources);
        Snapshot = Loaded.Snapshot;
    }

    public LoadResult Loaded { get; }

    private PolicySnapshot Snapshot { get; init; }

    private HttpRequest? Request { get; init; }

    /// <summary>The same with all that is staged applied.</summary>
    public Scenario Pending => new(_sources, Loaded.Snapshot.Model.Profile, _marks) { Snapshot = Loaded.Snapshot.Pending };

    /// <summary>The same under another enforcement profile.</summary>
    public Scenario Under(EnforcementProfile profile) => new(_sources, profile, _marks);

    /// <summary>The same, asked about connections that carry an HTTP request.</summary>
    public Scenario Carrying(string? method, string? path) => new(_sources, Loaded.Snapshot.Model.Profile, _marks) { Snapshot = Snapshot, Request = new HttpRequest(method, path) };

    /// <summary>Policies in <see cref="TestCluster"/>.</summary>
    public static Scenario Of(string policies) => Load(TestCluster.Yaml, policies);

    /// <summary>An input that brings its own pods.</summary>
    public static Scenario Alone(string yaml) => Load(null, yaml);

    /// <summary>A Kubernetes NetworkPolicy of namespace <c>shop</c> with this spec.</summary>
    public static Scenario Kubernetes(string spec) => Of("""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: policy, namespace: shop}
        spec:

        """ + Indented(spec));

    /// <summary>A Calico NetworkPolicy of namespace <c>shop</c> with this spec.</summary>
    public static Scenario Calico(string spec, string more = "") => Of(CalicoPolicy("policy", spec) + (more.Length == 0 ? "" : "\n---\n" + more));

    /// <summary>A GlobalNetworkPolicy with this spec.</summary>
    public static Scenario Global(string spec, string more = "") => Of(GlobalPolicy("policy", spec) + (more.Length == 0 ? "" : "\n---\n" + more));

    public static string KubernetesPolicy(string name, string spec) => $$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: {{name}}, namespace: shop}
        spec:

        """ + Indented(spec);

    public static string CalicoPolicy(string name, string spec, string kind = "NetworkPolicy") => $$"""
        apiVersion: projectcalico.org/v3
        kind: {{kind}}
        metadata: {name: {{name}}, namespace: shop}
        spec:

        """ + Indented(spec);

    public static string GlobalPolicy(string name, string spec, string kind = "GlobalNetworkPolicy") => $$"""
        apiVersion: projectcalico.org/v3
        kind: {{kind}}
        metadata: {name: {{name}}}
        spec:

        """ + Indented(spec);

    /// <summary>Documents of one stream.</summary>
    public static string Documents(params ReadOnlySpan<string> documents) => string.Join("\n---\n", documents);

    public Scenario Allows(string from, string to, string traffic = "tcp/80", ReasonCode? egress = null, ReasonCode? ingress = null) =>
        Expect(VerdictKind.Allowed, from, to, traffic, egress, ingress);

    public Scenario Denies(string from, string to, string traffic = "tcp/80", ReasonCode? egress = null, ReasonCode? ingress = null) =>
        Expect(VerdictKind.Denied, from, to, traffic, egress, ingress);

    public Scenario IsUnknown(string from, string to, string traffic = "tcp/80", ReasonCode? egress = null, ReasonCode? ingress = null) =>
        Expect(VerdictKind.Unknown, from, to, traffic, egress, ingress);

    public Scenario IsAmbiguous(string from, string to, string traffic = "tcp/80", ReasonCode? egress = null, ReasonCode? ingress = null) =>
        Expect(VerdictKind.Ambiguous, from, to, traffic, egress, ingress);

    public Scenario IsNotApplicable(string from, string to, string traffic = "tcp/80") =>
        Expect(VerdictKind.NotApplicable, from, to, traffic, null, null);

    /// <summary>The input has nothing wrong with it, not even a warning.</summary>
    public Scenario IsClean()
    {
        Assert.Empty(Loaded.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        return this;
    }

    /// <summary>A diagnostic of this code stands at the n-th mark.</summary>
    public Scenario Reports(string code, Severity severity = Severity.Error, int mark = 0, string? message = null, string? hint = null)
    {
        (int line, int column) = _marks[mark];
        Diagnostic? found = Loaded.Diagnostics.FirstOrDefault(diagnostic =>
            diagnostic.Code == code && diagnostic.Span.Line == line && diagnostic.Span.Column == column);
        Assert.True(found is not null, $"no {code} at {line}:{column} but\n{All}");
        Assert.Equal(severity, found.Severity);
        if (message is not null)
        {
            Assert.Contains(message, found.Message, StringComparison.Ordinal);
        }

        if (hint is not null)
        {
            Assert.Contains(hint, found.Hint, StringComparison.Ordinal);
        }

        return this;
    }

    /// <summary>The codes reported, in order.</summary>
    public Scenario ReportsOnly(params string[] codes)
    {
        Assert.True(codes.SequenceEqual(Loaded.Diagnostics.Select(diagnostic => diagnostic.Code), StringComparer.Ordinal), All);
        return this;
    }

    private string All => string.Join('\n', Loaded.Diagnostics);

    private static Scenario Load(string? cluster, string policies)
    {
        var marks = ImmutableArray.CreateBuilder<(int Line, int Column)>();
        string[] lines = policies.Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            for (int at = lines[line].IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = lines[line].IndexOf(Mark, StringComparison.Ordinal))
            {
                marks.Add((line + 1, at + 1));
                lines[line] = lines[line].Remove(at, 1);
            }
        }

        var sources = new List<PolicySource> { PolicySource.FromText("policies.yaml", string.Join('\n', lines)) };
        if (cluster is not null)
        {
            sources.Insert(0, PolicySource.FromText("cluster.yaml", cluster));
        }

        return new Scenario(sources, EnforcementProfile.CalicoIptables, marks.ToImmutable());
    }

    private static string Indented(string spec) =>
        string.Join('\n', spec.Split('\n').Select(line => "  " + line));

    private Scenario Expect(VerdictKind expected, string from, string to, string traffic, ReasonCode? egress, ReasonCode? ingress)
    {
        var flow = new Flow(PartyOf(from), PartyOf(to), Parse(traffic)) { Http = Request };
        Verdict verdict = Snapshot.Evaluate(flow);
        string about = $"{from} -> {to} {traffic}: {verdict.Egress.Reason}, {verdict.Ingress.Reason}\n{All}";
        Assert.True(expected == verdict.Kind, $"expected {expected}, got {verdict.Kind} for {about}");
        Assert.True(egress is null || egress == verdict.Egress.Reason, about);
        Assert.True(ingress is null || ingress == verdict.Ingress.Reason, about);
        Assert.Equal(expected, Snapshot.Explain(flow).Verdict.Kind);
        return this;
    }

    /// <summary>A name may also be that of a workload whose pods are not given.</summary>
    private Party PartyOf(string name)
    {
        Endpoint? workload = Snapshot.Model.Endpoints.FirstOrDefault(endpoint => endpoint.Kind == EndpointKind.Workload && $"{endpoint.Namespace}/{endpoint.Name}" == name);
        return workload is null ? Snapshot.PartyOf(name) : Snapshot.PartiesOf(workload)[0];
    }

    /// <summary>Reads <c>tcp/80</c>, <c>tcp/80/1024</c> with a source port, <c>icmp/8/0</c> or <c>47</c>.</summary>
    private static TrafficPoint Parse(string text)
    {
        string[] parts = text.Split('/');
        Assert.True(Protocol.TryParse(parts[0], out Protocol protocol), text);
        ushort[] numbers = [.. parts.Skip(1).Select(part => ushort.Parse(part, CultureInfo.InvariantCulture))];
        return new TrafficPoint(protocol, numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1));
    }
}
