using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Limits;

/// <summary>Decision tables are made by whoever asks first: a query makes those it needs and no more, and never one twice.</summary>
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
    public void A_change_of_one_policy_keeps_the_tables_of_the_others()
    {
        Evaluate("ns-0/pod-0", "ns-1/pod-51", 80);
        int count = _snapshot.Graph.TableCount;
        PolicySnapshot changed = _snapshot.With([PolicySource.FromText("changed.yaml", PlainCluster.Policy(5, 10, 8080))]).Snapshot;
        Evaluate(changed, "ns-0/pod-0", "ns-1/pod-51", 80);
        Assert.InRange(changed.Graph.TableCount, 0, count);
    }

    private void Evaluate(string source, string destination, ushort port) => Evaluate(_snapshot, source, destination, port);

    private static void Evaluate(PolicySnapshot snapshot, string source, string destination, ushort port)
    {
        Assert.True(snapshot.TryGetParty(source, out Party from));
        Assert.True(snapshot.TryGetParty(destination, out Party to));
        snapshot.Evaluate(new Flow(from, to, TrafficPoint.Ports(Protocol.Tcp, port)));
    }
}
