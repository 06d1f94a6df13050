using PolicyEngine.Cli.Linting;

namespace Fuzzing.Tests;

/// <summary>Baselines of the linter.</summary>
internal sealed class BaselineTarget : FileTarget
{
    public override string Name => "baseline";

    protected override void Read(string path) => _ = BaselineFile.Read(path, mayBeMissing: false);
}
