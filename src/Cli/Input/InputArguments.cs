using PolicyEngine.Model;

namespace PolicyEngine.Cli.Input;

/// <summary>Where the cluster and its policies come from.</summary>
/// <param name="Paths">Files, directories, and <c>-</c> for standard input.</param>
/// <param name="Namespace">The namespace of objects and endpoint names that give none.</param>
/// <param name="Profile">What enforces the policies.</param>
/// <param name="Verbose">Whether to name what was passed over.</param>
internal sealed record InputArguments(IReadOnlyList<string> Paths, string Namespace, EnforcementProfile Profile, bool Verbose)
{
    /// <summary>Files and directories with documents to lay over the input.</summary>
    public IReadOnlyList<string> WhatIf { get; init; } = [];

    /// <summary>Objects to take out of the input.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>The name under which standard input is told of; null for the usual one.</summary>
    public string? StandardInputName { get; init; }

    /// <summary>What the configuration says.</summary>
    public ConfigurationFile Configuration { get; init; } = ConfigurationFile.None;

    /// <summary>Where the cluster comes from: what the command line says, or else the configuration.</summary>
    public IReadOnlyList<string> Inputs => Paths.Count > 0 ? Paths : Configuration.Inputs;

    /// <summary>Whether the text of the input is kept, for those who show it or lint it.</summary>
    public bool KeepsText { get; init; }

    /// <summary>Whether the objects of the input are kept, for those who look at the network they describe.</summary>
    public bool KeepsDocuments { get; init; }

    /// <summary>Whether all that is named has to be there, for those whose answers do not tell that something is missing.</summary>
    public bool NeedsAll { get; init; }

    /// <summary>How the input is read.</summary>
    public LoadOptions ToLoadOptions() => new()
    {
        Parallelism = Environment.ProcessorCount,
        DefaultNamespace = Namespace,
        Profile = Profile,
        KeepsText = KeepsText,
        KeepsDocuments = KeepsDocuments,
    };
}
