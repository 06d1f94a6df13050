using System.Diagnostics;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Benchmarks.Quick;

/// <summary>All measures in a minute, without BenchmarkDotNet: for trying things out.</summary>
internal static class QuickRun
{
    private static readonly (string Name, Action Run)[] s_sections =
    [
        ("selectors", Selectors),
        ("read", Read),
        ("compile-S", () => Compile(ClusterSize.Small, 5)),
        ("compile-M", () => Compile(ClusterSize.Medium, 5)),
        ("compile-L", () => Compile(ClusterSize.Large, 3)),
        ("evaluate-M", () => Evaluate(ClusterSize.Medium)),
        ("evaluate-L", () => Evaluate(ClusterSize.Large)),
        ("queries-M", Queries),
        ("batch", BatchRun.Run),
        ("matrix-K", () => Connectivity(ClusterSize.Distinct)),
        ("matrix-M", () => Connectivity(ClusterSize.Medium)),
        ("matrix-L", LargeMatrix),
        ("overlay-M", () => Overlay(ClusterSize.Medium)),
        ("overlay-L", () => Overlay(ClusterSize.Large)),
        ("changes-M", () => ChangesRun.Run(ClusterSize.Medium)),
        ("changes-L", () => ChangesRun.Run(ClusterSize.Large)),
        ("readers", () => ReadersRun.Run(ClusterSize.Large)),
        ("lint", LintRun.Run),
        ("world-W", World),
        ("peers-index", PeersRun.LabelIndex),
        ("peers-table", PeersRun.Table),
        ("peers-list", PeersRun.List),
        ("peers-graph", PeersRun.Graphs),
        ("render", RenderRun.Run),
        ("network", NetworkRun.Run),
        ("load-L", LoadLarge),
        ("memory", MemoryRun.Run),
        ("shapes", HardShapes.Run),
    ];

    public static int Run(IReadOnlyList<string> names)
    {
        Measure.Header();
        foreach ((string name, Action run) in s_sections)
        {
            if (names.Count == 0 || names.Any(wanted => name.StartsWith(wanted, StringComparison.Ordinal)))
            {
                run();
            }
        }

        Console.WriteLine($"peak working set {Measure.Size(Process.GetCurrentProcess().PeakWorkingSet64)}");
        return 0;
    }

    private static void Selectors()
    {
        Measure.Time("parse, 106 characters", 30, 2000, () => ParseAll(SelectorWorld.Typical));
        Measure.Time("parse, Calico's negations", 30, 2000, () => ParseAll(SelectorWorld.Negations));
        Selector[] selectors = SelectorWorld.Selectors();
        LabelSet[] labels = SelectorWorld.LabelSets();
        Measure.Time("match, 20 selectors x 64 label sets", 200, selectors.Length * labels.Length, () => MatchAll(selectors, labels));
    }

    private static void ParseAll(string text)
    {
        for (int index = 0; index < 2000; index++)
        {
            Selector.Parse(text);
        }
    }

    private static void MatchAll(Selector[] selectors, LabelSet[] labels)
    {
        int count = 0;
        foreach (Selector selector in selectors)
        {
            foreach (LabelSet set in labels)
            {
                count += selector.Matches(set) ? 1 : 0;
            }
        }

        Expect(count, SelectorWorld.MatchCount);
    }

    private static void Read()
    {
        byte[] yaml = Clusters.PolicyYaml(ClusterSize.PoliciesOnly);
        byte[] json = Clusters.PolicyJson(ClusterSize.PoliciesOnly);
        Measure.Time($"read {Measure.Size(yaml.Length)} YAML", 4, 1, () => Clusters.Read("p.yaml", yaml), yaml.Length);
        Measure.Time($"read and bind {Measure.Size(yaml.Length)} YAML", 4, 1, () => Clusters.Bind("p.yaml", yaml), yaml.Length);
        Measure.Time($"read {Measure.Size(json.Length)} JSON", 4, 1, () => Clusters.Read("p.json", json), json.Length);
        Measure.Time($"read and bind {Measure.Size(json.Length)} JSON", 4, 1, () => Clusters.Bind("p.json", json), json.Length);
    }

    private static void Compile(ClusterSize size, int runs)
    {
        PolicyModel model = Clusters.Model(size);
        PolicySnapshot? snapshot = null;
        Measure.Time($"compile {size.Name}", runs, 1, () => snapshot = PolicySnapshot.Compile(model));
        Console.WriteLine(
            $"    {model.Endpoints.Count} endpoints, {model.Policies.Length} policies: {snapshot!.Graph.Classes.Count} classes, {snapshot.Graph.Chains.Count} chains so far");
    }

    private static void Evaluate(ClusterSize size)
    {
        PolicySnapshot snapshot = PolicySnapshot.Compile(Clusters.Model(size));
        Flow[] flows = FlowGenerator.Make(snapshot);
        Measure.Time($"evaluate {size.Name}, cold", 1, flows.Length, () => EvaluateAll(snapshot, flows));
        Measure.Time($"evaluate {size.Name}, warm", 100, flows.Length, () => EvaluateAll(snapshot, flows));
        Console.WriteLine($"    {EvaluateAll(snapshot, flows)} of {flows.Length} flows allowed, {snapshot.Graph.TableCount} tables");
    }

    private static int EvaluateAll(PolicySnapshot snapshot, Flow[] flows)
    {
        int allowed = 0;
        foreach (Flow flow in flows)
        {
            allowed += snapshot.Evaluate(flow).Kind == VerdictKind.Allowed ? 1 : 0;
        }

        return allowed;
    }

    private static void Queries()
    {
        PolicySnapshot snapshot = PolicySnapshot.Compile(Clusters.Model(ClusterSize.Medium));
        Flow[] flows = FlowGenerator.Make(snapshot);
        Measure.Time("connections M", 10, flows.Length, () =>
        {
            foreach (Flow flow in flows)
            {
                snapshot.Connections(flow.Source, flow.Destination);
            }
        });
        Measure.Time("explain M", 10, flows.Length, () =>
        {
            foreach (Flow flow in flows)
            {
                snapshot.Explain(flow);
            }
        });
        Measure.Time("explain M, with the nearest rules", 10, flows.Length, () =>
        {
            foreach (Flow flow in flows)
            {
                Explanation explanation = snapshot.Explain(flow);
                GC.KeepAlive(explanation.Egress.WhyNot);
                GC.KeepAlive(explanation.Ingress.WhyNot);
            }
        });
    }

    private static void LargeMatrix()
    {
        PolicySnapshot snapshot = Clusters.Load("L.json", Clusters.Json(ClusterSize.Large));
        var query = new MatrixQuery { Port = "8080" };
        long pairs = 0;
        Measure.Time("matrix L by workload, one port", 1, 1, () => pairs = snapshot.Matrix(query, out _)!.Connections().LongCount());
        Console.WriteLine($"    {pairs} pairs allowed");
    }

    private static void Connectivity(ClusterSize size)
    {
        byte[] json = Clusters.Json(size);
        PolicySnapshot snapshot = Clusters.Load(size.Name + ".json", json);
        foreach (Grouping grouping in Enum.GetValues<Grouping>())
        {
            var query = new MatrixQuery { Grouping = grouping };
            Measure.Time($"matrix {size.Name} by {grouping.ToString().ToLowerInvariant()}", 5, 1, () => GC.KeepAlive(snapshot.Matrix(query, out _)!.Pairs().Count()));
        }

        // A snapshot that has been asked nothing yet: classes, chains and tables are made on the way.
        var fresh = new Queue<PolicySnapshot>([.. Enumerable.Range(0, 5).Select(_ => Clusters.Load(size.Name + ".json", json))]);
        Measure.Time($"matrix {size.Name} by pod, nothing asked before", 5, 1, () => GC.KeepAlive(fresh.Dequeue().Matrix(new MatrixQuery { Grouping = Grouping.Pod }, out _)!.Pairs().Count()));

        PolicySource[] policy = [PolicySource.FromText("policy.yaml", OverlayPolicy(snapshot.Model.Endpoints[0].Namespace))];
        PolicySnapshot over = snapshot.With(policy).Snapshot;
        foreach (Grouping grouping in Enum.GetValues<Grouping>())
        {
            var query = new MatrixQuery { Grouping = grouping };
            string by = grouping.ToString().ToLowerInvariant();
            Measure.Time($"diff {size.Name} by {by}, one policy", 5, 1, () => GC.KeepAlive(SemanticDiff.Between(snapshot, over, query, out _).Length));
            var overlays = new Queue<PolicySnapshot>([.. Enumerable.Range(0, 5).Select(_ => snapshot.With(policy).Snapshot)]);
            Measure.Time($"diff {size.Name} by {by}, overlay not asked before", 5, 1, () => GC.KeepAlive(SemanticDiff.Between(snapshot, overlays.Dequeue(), query, out _).Length));
        }
    }

    private static void Overlay(ClusterSize size)
    {
        PolicySnapshot snapshot = Clusters.Load(size.Name + ".json", Clusters.Json(size));
        PolicySource[] policy = [PolicySource.FromText("policy.yaml", OverlayPolicy(snapshot.Model.Endpoints[0].Namespace))];
        Measure.Time($"overlay {size.Name}, first query", 20, 1, () =>
        {
            PolicySnapshot over = snapshot.With(policy).Snapshot;
            Party source = over.PartiesOf(over.Model.Endpoints[1])[0];
            over.Evaluate(new Flow(source, over.PartiesOf(over.Model.Endpoints[0])[0], TrafficPoint.Ports(Protocol.Tcp, 80)));
        });
    }

    private static string OverlayPolicy(string @namespace) => $$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: laid-over, namespace: {{@namespace}} }
        spec:
          podSelector: {}
          ingress:
          - from:
            - podSelector: {matchLabels: {app: asked-by-nobody-else} }
            - ipBlock: {cidr: 203.0.113.0/24}
        """;

    private static void World()
    {
        byte[] yaml = WorldW.Yaml();
        PolicySnapshot? snapshot = null;
        Measure.Time("load W", 6, 1, () => snapshot = Clusters.Load("w.yaml", yaml), yaml.Length);
        Flow[] flows = WorldW.Flows(snapshot!);
        Measure.Time("evaluate W, warm", 200, flows.Length, () => Expect(EvaluateAll(snapshot!, flows), WorldW.AllowedCount));
    }

    private static void LoadLarge()
    {
        byte[] json = Clusters.Json(ClusterSize.Large);
        PolicySnapshot? snapshot = null;
        Measure.Time($"load L from {Measure.Size(json.Length)} JSON", 1, 1, () => snapshot = Clusters.Load("l.json", json), json.Length);
        GC.KeepAlive(snapshot);
        Console.WriteLine($"    peak working set {Measure.Size(Process.GetCurrentProcess().PeakWorkingSet64)}, live {Measure.Size(GC.GetTotalMemory(true))}");
    }

    private static void Expect(int actual, int expected)
    {
        if (actual != expected)
        {
            throw new InvalidOperationException($"{actual} instead of {expected}");
        }
    }
}
