namespace PolicyEngine.Cli.Input;

/// <summary>The name of a node as the command line gives it.</summary>
internal static class NodeName
{
    /// <summary>The name, if the input has such a node.</summary>
    /// <exception cref="CommandFailedException">It has none.</exception>
    public static string Check(PolicySnapshot snapshot, string node) =>
        snapshot.Model.Nodes.Any(known => known.Name == node) || snapshot.Model.Endpoints.Any(endpoint => endpoint.Node == node)
            ? node
            : throw new CommandFailedException($"--node: the input has no node `{node}`");
}
