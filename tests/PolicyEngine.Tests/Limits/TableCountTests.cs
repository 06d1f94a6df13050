using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Limits;

/// <summary>Decision tables are made by whoever asks first: a query makes those it needs and no more, and never one twice. A change keeps what it does not concern.</summary>
public sealed class TableCountTests
{
    private readonly PolicySnapshot _snapshot = PlainCluster.Load(500, 100);

    [Fact]
    public void Compiling_makes_no_table() => Assert.Equal(0, _snapshot.Graph.TableCount);

    [Fact]
    public void A_flow_makes_at_most_one_table_for_each_half()
    {
        Evaluate("ns-0/pod-0", "ns-1/pod-51", 80);
        Assert.InRange(_snapshot.Graph.TableCount, 1, 2);
    }

    [Fact]
    public void Other_ports_and_pods_with_the_same_labels_make_no_further_table()
    {
        Evaluate("ns-0/pod-0", "ns-1/pod-51", 80);
        int count = _snapshot.Graph.TableCount;
        Evaluate("ns-0/pod-0", "ns-1/pod-51", 443);
        Evaluate("ns-0/pod-10", "ns-1/pod-61", 80);
        Assert.Equal(count, _snapshot.Graph.TableCount);
    }

    [Fact]
    public void A_change_of_one_policy_keeps_what_the_others_were_compiled_to()
    {
        PolicySnapshot changed = With(PlainCluster.Policy(5, 10, 8080));
        Assert.Equal(99, changed.Graph.Policies.Intersect(_snapshot.Graph.Policies).Count());
    }

    [Fact]
    public void A_change_of_a_pod_keeps_the_tables()
    {
        Evaluate("ns-0/pod-0", "ns-1/pod-51", 80);
        Assert.Equal(_snapshot.Graph.TableCount, With(PlainCluster.Pod(5, "app-7")).Graph.TableCount);
    }

    private PolicySnapshot With(string changed) => _snapshot.With([PolicySource.FromText("changed.yaml", changed)]).Snapshot;

    private void Evaluate(string source, string destination, ushort port)
    {
        Assert.True(_snapshot.TryGetParty(source, out Party from));
        Assert.True(_snapshot.TryGetParty(destination, out Party to));
        _snapshot.Evaluate(new Flow(from, to, TrafficPoint.Ports(Protocol.Tcp, port)));
    }
}
