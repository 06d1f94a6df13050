using System.Collections.Immutable;

namespace PolicyEngine.Cli.Sharding;

/// <summary>A run of which one piece is worked out.</summary>
/// <param name="Shard">The piece.</param>
/// <param name="Command">The command.</param>
/// <param name="Options">What it was given, but for where results go.</param>
/// <param name="Configuration">The digest of the configuration; null where there is none.</param>
internal sealed record ShardedRun(Shard Shard, string Command, ImmutableArray<string> Options, string? Configuration)
{
    public ShardHeader HeaderOf(RowForm form) => new(NetpolApp.Version, Command, Options, Configuration, form, Shard);
}
