using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine;

/// <summary>
/// Reads a cluster's documents and compiles them. Bad input is never an exception: it is a diagnostic, and everything
/// else is still understood. Thread-safe; one loader serves a whole process.
/// </summary>
public sealed class PolicyLoader
{
    private readonly LoadOptions _options;

    /// <summary>A loader with the default options.</summary>
    public PolicyLoader()
        : this(LoadOptions.Default)
    {
    }

    /// <summary>A loader with given options.</summary>
    public PolicyLoader(LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <summary>Reads YAML or JSON text.</summary>
    /// <param name="text">One or more documents.</param>
    /// <param name="name">The name that diagnostics give.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public LoadResult LoadText(string text, string name = "input.yaml", CancellationToken cancellationToken = default) =>
        Load([PolicySource.FromText(name, text)], cancellationToken);

    /// <summary>Reads files and directories.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public LoadResult LoadPaths(IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Load(paths.SelectMany(PolicySource.FromPath), cancellationToken);
    }

    /// <summary>Reads sources and compiles what they hold together.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public LoadResult Load(IEnumerable<PolicySource> sources, CancellationToken cancellationToken = default) => Load(sources, null, cancellationToken);

    /// <summary>Reads sources and compiles what they hold together.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="progress">Told now and then how far the reading is.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public LoadResult Load(IEnumerable<PolicySource> sources, IProgress<LoadProgress>? progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return SnapshotReader.Read(sources, _options, progress, cancellationToken);
    }
}
