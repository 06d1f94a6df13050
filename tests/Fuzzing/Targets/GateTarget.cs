using PolicyEngine;
using PolicyEngine.Connectivity.Gates;

namespace Fuzzing.Tests;

/// <summary>Files of gates.</summary>
internal sealed class GateTarget : FuzzTarget
{
    public override string Name => "gates";

    public override void Read(FuzzInput input)
    {
        var once = GateFile.Read(PolicySource.FromStream("gates.yaml", new MemoryStream(input.Bytes, writable: false)));
        var again = GateFile.Read(PolicySource.FromStream("gates.yaml", new MemoryStream(input.Bytes, writable: false)));
        Require(once.Diagnostics.SequenceEqual(again.Diagnostics), "a text gets the same diagnostics each time");
    }
}
