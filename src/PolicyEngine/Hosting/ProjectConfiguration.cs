using System.Collections.Immutable;
using PolicyEngine.Linting;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Hosting;

/// <summary>What the <c>netpol.yaml</c> of a project says: where its cluster is described, and how it is linted.</summary>
public sealed record ProjectConfiguration
{
    /// <summary>A configuration that says nothing.</summary>
    public static ProjectConfiguration Default { get; } = new();

    /// <summary>Files and directories that describe the cluster, as they are written.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    /// <summary>The namespace of objects that give none; null where it is not said.</summary>
    public string? Namespace { get; init; }

    /// <summary>What enforces the policies; null where it is not said.</summary>
    public EnforcementProfile? Profile { get; init; }

    /// <summary>The largest packet that the network between nodes takes, in octets; null where it is not said.</summary>
    public int? NetworkMtu { get; init; }

    /// <summary>How the linter works.</summary>
    public LintOptions Lint { get => field ?? LintOptions.Default; init; }

    /// <summary>From which severity on findings make a run fail; null where it is not said.</summary>
    public LintThreshold? FailOn { get; init; }

    /// <summary>The file of the findings that were there before, as it is written; null where there is none.</summary>
    public string? Baseline { get; init; }

    /// <summary>
    /// Reads a configuration. What means nothing is an error: a setting that is misspelt is never passed over.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="diagnostics">What there is to say about it; the configuration is of use only where none is an error.</param>
    /// <param name="rules">The rules that may be named; the engine's own where null.</param>
    public static ProjectConfiguration Read(
        PolicySource source, out ImmutableArray<Diagnostic> diagnostics, IEnumerable<LintRuleDescriptor>? rules = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ProjectConfigurationReader(rules ?? BuiltInRules.All.Select(rule => rule.Descriptor)).Read(source, out diagnostics);
    }
}
