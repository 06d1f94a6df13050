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
}
