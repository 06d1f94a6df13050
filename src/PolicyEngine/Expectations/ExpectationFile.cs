using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Expectations;

/// <summary>A file of expectations. Bad input is never an exception: it is a diagnostic, and all other expectations are read.</summary>
public sealed record ExpectationFile
{
    private static readonly ImmutableArray<string> s_suffixes = [".netpol-test.yaml", ".netpol-test.yml", ".netpol-test.json"];

    private ExpectationFile(string name) => Name = name;

    /// <summary>The name it was given under.</summary>
    public string Name { get; }

    /// <summary>The files and directories of the cluster that it names; relative paths are made relative to its own folder's.</summary>
    public ImmutableArray<string> Inputs { get; private init; } = [];

    /// <summary>The expectations that could be read, in order.</summary>
    public ImmutableArray<Expectation> Expectations { get; private init; } = [];

    /// <summary>What there is to say about it.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; private init; } = [];

    /// <summary>Whether something of it could not be used.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>Whether a path has a name by which directories are searched for expectations, such as <c>redis.netpol-test.yaml</c>; no such file is taken for part of a cluster.</summary>
    public static bool HasItsName(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return s_suffixes.Any(suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The files a path stands for: itself, or where it is a directory all below it of which <see cref="HasItsName"/> is true.</summary>
    public static IReadOnlyList<PolicySource> FromPath(string path) => PolicySource.FromPath(path, HasItsName);

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="limits">What it may at most be.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ExpectationFile Read(PolicySource source, ReadLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        limits ??= ReadLimits.Default;
        var diagnostics = new DiagnosticBag(limits.MaxDiagnosticsPerFile);
        var reader = new ExpectationReader(diagnostics);
        try
        {
            using Stream stream = source.Open();
            foreach (MappingNode document in new DocumentReader(limits, diagnostics).Read(source.Name, stream, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                reader.Read(document);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(UnreadableFile.Of(source.Name, exception));
        }

        // A test of nothing would always pass.
        if (reader.Expectations.IsEmpty && !diagnostics.HasErrors)
        {
            diagnostics.Add(ExpectationDiagnostics.NoExpectations, new SourceSpan(source.Name, 0, 0), "the file has no expectations");
        }

        return new ExpectationFile(source.Name)
        {
            Inputs = [.. reader.Inputs.Select(input => Path.Combine(Path.GetDirectoryName(source.Name) ?? "", input))],
            Expectations = reader.Expectations,
            Diagnostics = diagnostics.ToImmutable(),
        };
    }
}
