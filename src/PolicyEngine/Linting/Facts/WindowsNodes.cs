using PolicyEngine.Model;

namespace PolicyEngine.Linting.Facts;

/// <summary>The nodes that run Windows.</summary>
internal static class WindowsNodes
{
    private static readonly string[] s_systemLabels = ["kubernetes.io/os", "beta.kubernetes.io/os"];

    /// <summary>Whether a node is one of them, as its labels tell.</summary>
    public static bool Holds(Node node) => s_systemLabels.Any(label => node.Labels[label] == "windows");
}
