using System.Globalization;

namespace PolicyEngine.Cli.Input;

/// <summary>The name of a node as the command line gives it.</summary>
internal static class NodeName
{
    /// <summary>The name, if the input has such a node, or what it is compared with had it.</summary>
    /// <exception cref="CommandFailedException">Neither has.</exception>
    public static string Check(string node, PolicySnapshot snapshot, PolicySnapshot? since = null) =>
        AllIn(snapshot).Concat(since is null ? [] : AllIn(since)).Contains(node, StringComparer.Ordinal) ? node : throw new CommandFailedException($"--node: the input has no node `{node}`");

    /// <summary>The first by name; null where the input has no node. Where it has several, standard error tells which it is.</summary>
    public static string? First(PolicySnapshot snapshot, CommandContext context)
    {
        string[] all = [.. AllIn(snapshot).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (all.Length > 1)
        {
            NetpolApp.Complain(context.Streams, string.Create(CultureInfo.InvariantCulture, $"--node is not given; these are the rules of `{all[0]}`, the first of {all.Length} nodes by name"));
        }

        return all.FirstOrDefault();
    }

    /// <summary>The nodes of the input, and those that its endpoints are on; some more than once.</summary>
    public static IEnumerable<string> AllIn(PolicySnapshot snapshot) =>
        snapshot.Model.Nodes.Select(node => node.Name).Concat(snapshot.Model.Endpoints.Select(endpoint => endpoint.Node)).Where(node => node.Length > 0);
}
