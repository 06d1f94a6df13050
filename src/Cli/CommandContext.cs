using System.Collections.Immutable;
using PolicyEngine.Linting;
using PolicyEngine.Renderers.Linting;

namespace PolicyEngine.Cli;

/// <summary>What a command works with.</summary>
/// <param name="Streams">Input and output.</param>
/// <param name="CreateLoader">Makes the loader of the policies.</param>
/// <param name="Cancellation">Stops the work.</param>
internal sealed record CommandContext(
    StandardStreams Streams, Func<LoadOptions, PolicyLoader> CreateLoader, CancellationToken Cancellation)
{
    /// <summary>The rules to lint with.</summary>
    public ImmutableArray<ILintRule> Rules
    {
        // Most commands do not lint: the rules are made by the first that asks for them.
        get => field.IsDefault ? [.. BuiltInRules.All, .. RendererRules.All] : field;
        init;
    }

    /// <summary>The day on which acceptances of findings begin and end.</summary>
    public DateOnly Today { get; init; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>The file to which a step of a GitHub workflow appends its summary; null outside of one.</summary>
    public string? StepSummary { get; init; } = Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } file ? file : null;

    /// <summary>The program that gets at clusters.</summary>
    public string Kubectl { get; init; } = "kubectl";
}
