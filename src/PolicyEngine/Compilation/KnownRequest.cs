using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>What is known of the HTTP request that a connection carries.</summary>
internal sealed class KnownRequest(HttpRequest? request)
{
    private readonly string? _path = request?.Path is { } path ? HttpPaths.Normalize(path) : null;

    /// <summary>Whether it is what a rule asks for.</summary>
    public Certainty Holds(HttpMatch asked)
    {
        Certainty method = asked.AcceptsAnyMethod ? Certainty.Yes
            : request?.Method is { } known ? Of(asked.AcceptsMethod(known))
            : Certainty.Maybe;
        Certainty path = asked.Paths.IsEmpty ? Certainty.Yes
            : request?.Path is not null ? Of(asked.AcceptsPath(_path))
            : Certainty.Maybe;
        return method < path ? method : path;
    }

    private static Certainty Of(bool holds) => holds ? Certainty.Yes : Certainty.No;
}
