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
    public LoadResult Load(IEnumerable<PolicySource> sources, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var diagnostics = new DiagnosticBag(_options.Limits.MaxDiagnosticsPerFile);
        var binder = new PolicyBinder(_options.DefaultNamespace, _options.Profile, diagnostics);
        int count = 0;
        foreach (PolicySource source in sources)
        {
            count += Read(source, binder, diagnostics, cancellationToken);
        }

        PolicyModel model = ModelBuilder.Build(binder.Resources, binder.Labels, binder.Context) with
        {
            Profile = _options.Profile,
            NotTakenIntoAccount = [.. binder.Incomplete],
        };
        return new LoadResult(
            PolicySnapshot.Compile(model, cancellationToken),
            diagnostics.ToImmutable(),
            binder.PassedOver.ToImmutableSortedDictionary(StringComparer.Ordinal),
            count);
    }

    private int Read(PolicySource source, PolicyBinder binder, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        int count = 0;
        var reader = new DocumentReader(_options.Limits, diagnostics);
        try
        {
            using Stream stream = source.Open();
            foreach (MappingNode document in reader.Read(source.Name, stream, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                binder.Bind(document);
                count++;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string message = $"`{source.Name}` cannot be read: {exception.Message}";
            diagnostics.Add(ReadingDiagnostics.UnreadableFile, new SourceSpan(source.Name, 0, 0), message);
            binder.BindUnreadable(new Fault(message, new SourceSpan(source.Name, 0, 0)));
        }

        foreach (Fault lost in reader.Losses)
        {
            binder.BindUnreadable(lost);
        }

        return count;
    }
}
