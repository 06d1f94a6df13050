using PolicyEngine.Expectations;

namespace PolicyEngine.Cli.Input;

/// <summary>Reads files of expectations, and for each the cluster it is about: the one the command line names, or else the file.</summary>
internal sealed class ExpectationInput(InputArguments arguments, CommandContext context)
{
    // Files beside each other are mostly about one cluster.
    private readonly Dictionary<string, (PolicySnapshot? Snapshot, string? Problem)> _clusters = new(StringComparer.Ordinal);

    /// <summary>The files that paths stand for, in order, each once.</summary>
    /// <exception cref="CommandFailedException">A directory holds none.</exception>
    public IEnumerable<ExpectationFile> Read(IReadOnlyCollection<string> paths) => paths
        .SelectMany(SourcesOf)
        .DistinctBy(source => source.Name, StringComparer.Ordinal)
        .Select(source => ExpectationFile.Read(source, cancellationToken: context.Cancellation));

    /// <summary>The cluster that a file is about; null where the problem says why there is none.</summary>
    public PolicySnapshot? ClusterOf(ExpectationFile file, out string? problem)
    {
        IReadOnlyList<string> paths = arguments.Paths.Count > 0 ? arguments.Paths : file.Inputs;
        string key = string.Join('\0', paths);
        if (!_clusters.TryGetValue(key, out (PolicySnapshot? Snapshot, string? Problem) cluster))
        {
            cluster = Load(paths);
            _clusters.Add(key, cluster);
        }

        problem = cluster.Problem;
        return cluster.Snapshot;
    }

    private (PolicySnapshot? Snapshot, string? Problem) Load(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            return (null, "no input; name files or directories with `-f PATH`, or under `inputs` in the file");
        }

        try
        {
            return (PolicyInput.Load(arguments with { Paths = paths }, context).Snapshot, null);
        }
        catch (CommandFailedException failure)
        {
            return (null, failure.Message);
        }
    }

    private IReadOnlyList<PolicySource> SourcesOf(string path)
    {
        IReadOnlyList<PolicySource> sources = path == StandardStreams.Sign
            ? [PolicySource.FromStream(StandardStreams.InputName, context.Streams.OpenInput())]
            : ExpectationFile.FromPath(path);
        return sources.Count > 0 ? sources : throw new CommandFailedException($"`{path}` holds no files of expectations (*.netpol-test.yaml)");
    }
}
