using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>Whether a connection asks for what a rule is about.</summary>
// Calico: HTTP match of application-layer policy.
public sealed class HttpConditions(OpenQuestions questions)
{
    /// <summary>Methods and paths both. Only TCP carries requests; what is not known of one is open for every rule anew.</summary>
    public bool Matches(HttpMatch? match, Packet packet) =>
        match is null || packet.Protocol != 6
        || ((IsMethod(match.Methods, packet.Http?.Method) & IsPath(match.Paths, packet.Http?.Path)) ?? questions.Ask());

    private static bool? IsMethod(ImmutableArray<string> methods, string? method) =>
        methods.IsEmpty || methods.Contains("*", StringComparer.Ordinal) ? true
        : method is null ? null
        : methods.Contains(method, StringComparer.Ordinal);

    /// <summary>What comes without its root is no path, even if it has one to be decoded; of a rule that is the rule's.</summary>
    private static bool? IsPath(ImmutableArray<HttpPath> paths, string? path) =>
        paths.IsEmpty ? true
        : path is null ? null
        : path.StartsWith('/') && NormalPath.Of(path) is { } asked && paths.Any(entry => Covers(entry, asked));

    private static bool Covers(HttpPath entry, string asked) => NormalPath.Of(entry.Text) is { } own
        && (asked == own || (entry.IsPrefix && (own == "/" || asked.StartsWith($"{own}/", StringComparison.Ordinal))));
}
