using System.Collections.Immutable;
using PolicyEngine;
using PolicyEngine.Hosting;
using PolicyEngine.Text;

namespace Fuzzing.Tests;

/// <summary>The configuration of a project, which comes with its pull requests.</summary>
internal sealed class ConfigurationTarget : FuzzTarget
{
    public override string Name => "configuration";

    public override void Read(FuzzInput input)
    {
        _ = ProjectConfiguration.Read(Source(), out ImmutableArray<Diagnostic> once);
        _ = ProjectConfiguration.Read(Source(), out ImmutableArray<Diagnostic> again);
        Require(once.SequenceEqual(again), "a text gets the same diagnostics each time");

        PolicySource Source() => PolicySource.FromStream("netpol.yaml", new MemoryStream(input.Bytes, writable: false));
    }
}
