using PolicyEngine;
using PolicyEngine.Expectations;

namespace Fuzzing.Tests;

/// <summary>Files of expectations, and their run.</summary>
internal sealed class ExpectationTarget : FuzzTarget
{
    private readonly LoadResult _cluster = SmallCluster.Load();

    public override string Name => "expectations";

    public override void Read(FuzzInput input)
    {
        var file = ExpectationFile.Read(PolicySource.FromStream("input.netpol-test.yaml", new MemoryStream(input.Bytes, writable: false)));
        _ = ExpectationRun.Of(_cluster.Snapshot, file.Expectations);
    }
}
