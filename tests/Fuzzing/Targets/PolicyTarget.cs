using PolicyEngine;
using PolicyEngine.Connectivity;
using PolicyEngine.Queries;

namespace Fuzzing.Tests;

/// <summary>
/// Documents of a cluster: what they say is said each time, whether their text is kept or not; they can be laid over another cluster; and of whatever they
/// hold it is told who reaches whom.
/// </summary>
/// <param name="name">The name of its corpus.</param>
/// <param name="file">The name of the input, which says what it is.</param>
internal sealed class PolicyTarget(string name, string file) : FuzzTarget
{
    private readonly PolicyLoader _loader = new();
    private readonly PolicyLoader _keeping = new(LoadOptions.Default with { KeepsText = true });
    private readonly PolicySnapshot _cluster = SmallCluster.Load().Snapshot;

    public override string Name => name;

    public override string Grammar => "policies";

    public override void Read(FuzzInput input)
    {
        LoadResult once = _loader.Load([Source()]);
        LoadResult again = _keeping.Load([Source()]);
        Require(once.Diagnostics.SequenceEqual(again.Diagnostics), "a text gets the same diagnostics each time");
        Require(once.DocumentCount == again.DocumentCount && once.Snapshot.Model.Policies.Length == again.Snapshot.Model.Policies.Length, "a text means the same each time");
        PolicySnapshot laidOver = _cluster.With([Source()]).Snapshot;
        Ask(once.Snapshot);
        Ask(laidOver);

        PolicySource Source() => PolicySource.FromStream(file, new MemoryStream(input.Bytes, writable: false));
    }

    private static void Ask(PolicySnapshot snapshot)
    {
        _ = snapshot.Ask(new Query { From = "*", To = "*" });
        _ = snapshot.Matrix(new MatrixQuery(), out _);
    }
}
