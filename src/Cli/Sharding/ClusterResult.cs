using System.Text.Json;

namespace PolicyEngine.Cli.Sharding;

/// <summary>What a command came to for one cluster.</summary>
/// <param name="Status">The exit status for this cluster alone.</param>
/// <param name="Write">Writes the result, one value.</param>
internal sealed record ClusterResult(int Status, Action<Utf8JsonWriter> Write);
