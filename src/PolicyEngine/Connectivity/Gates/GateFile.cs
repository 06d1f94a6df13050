using System.Collections.Immutable;
using PolicyEngine.Text;

namespace PolicyEngine.Connectivity.Gates;

/// <summary>What became of a file of gates. With an error among the diagnostics its gates are not to be relied on.</summary>
/// <param name="Gates">The gates, in the order written.</param>
/// <param name="Diagnostics">What there is to say about the file.</param>
public sealed record GateFile(ImmutableArray<Gate> Gates, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The gates, in the order written.</summary>
    public ImmutableArray<Gate> Gates { get; init => field = value.IsDefault ? [] : value; } = Gates.IsDefault ? [] : Gates;

    /// <summary>What there is to say about the file.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init => field = value.IsDefault ? [] : value; } = Diagnostics.IsDefault ? [] : Diagnostics;

    /// <summary>Whether any diagnostic is an error.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>Reads gates. Bad input is never an exception: it is a diagnostic.</summary>
    /// <param name="source">YAML or JSON: a mapping with the list <c>gates</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static GateFile Read(PolicySource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new GateReader().Read(source, cancellationToken);
    }
}
