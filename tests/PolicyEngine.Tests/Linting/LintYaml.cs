using System.Globalization;

namespace PolicyEngine.Tests.Linting;

/// <summary>Documents to lint, each ended by a separator.</summary>
internal static class LintYaml
{
    /// <summary>Two pods of one namespace.</summary>
    public static string WebAndDatabase => Pod("shop", "web", "app: web") + Pod("shop", "db", "app: db");

    public static string Pod(string @namespace, string name, string labels, string rest = "") => $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{name}}, namespace: {{@namespace}}, labels: { {{labels}} } }
        {{rest}}
        ---

        """;

    public static string Namespace(string name, string labels = "") => $$"""
        apiVersion: v1
        kind: Namespace
        metadata: {name: {{name}}, labels: { {{labels}} } }
        ---

        """;

    public static string Policy(string @namespace, string name, string spec) => $$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: {{name}}, namespace: {{@namespace}}}
        spec: {{spec}}
        ---

        """;

    public static string Calico(string kind, string metadata, string spec) => $$"""
        apiVersion: projectcalico.org/v3
        kind: {{kind}}
        metadata: {{metadata}}
        spec: {{spec}}
        ---

        """;

    public static string Service(string @namespace, string name, string spec) => $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: {{name}}, namespace: {{@namespace}}}
        spec: {{spec}}
        ---

        """;

    public static string Node(string name) => $$"""
        apiVersion: v1
        kind: Node
        metadata: {name: {{name}}}
        ---

        """;

    /// <summary>One text for each number.</summary>
    public static string Many(int count, Func<string, string> text) => string.Concat(Enumerable.Range(1, count).Select(number => text(number.ToString(CultureInfo.InvariantCulture))));
}
