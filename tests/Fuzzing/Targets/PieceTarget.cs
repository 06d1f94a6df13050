using PolicyEngine.Cli.Sharding;

namespace Fuzzing.Tests;

/// <summary>Pieces of results, which are joined.</summary>
internal sealed class PieceTarget : FileTarget
{
    public override string Name => "piece";

    protected override void Read(string path) => ShardSet.Read([path], CancellationToken.None).Write(TextWriter.Null, CancellationToken.None);
}
