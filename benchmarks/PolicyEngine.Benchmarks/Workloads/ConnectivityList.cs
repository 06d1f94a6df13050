using System.Globalization;
using System.Text;

namespace PolicyEngine.Benchmarks.Workloads;

/// <summary>
/// What connectivity lists are measured with: namespaces of five pods with ten labels each, of which one is the pod's own, a policy
/// of each namespace for both directions, and five with blocks, exceptions, ranges of ports and expressions of every operator.
/// </summary>
internal static class ConnectivityList
{
    private const int PodsPerNamespace = 5;
    private const int PodsPerNode = 30;
    private static readonly string[] s_stages = ["prod", "dev", "test"];

    public static IEnumerable<(string Path, byte[] Text)> Files(int pods)
    {
        int namespaces = pods / PodsPerNamespace;
        yield return ("namespaces.yaml", Documents(namespaces, Namespace));
        yield return ("pods.yaml", Documents(pods, Pod));
        yield return ("policies.yaml", [.. Documents(namespaces, ConnectivityPolicies.OfNamespace), .. Documents(5, number => ConnectivityPolicies.Extra(number, namespaces))]);
    }

    public static string Team(int @namespace) => Text($"team-{@namespace % 7}");

    public static string Stage(int @namespace) => s_stages[@namespace % s_stages.Length];

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static byte[] Documents(int count, Func<int, string> document) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(number => $"---\n{document(number)}\n")));

    private static string Namespace(int number) => Text($"""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: ns-{number}
          labels:
            team: {Team(number)}
            stage: {Stage(number)}
            slot: slot-{number % 4}
        """);

    private static string Pod(int number)
    {
        string address = Text($"10.244.{number / 250}.{(number % 250) + 1}");
        int node = number / PodsPerNode;
        return Text($"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: p-{number}
              namespace: ns-{number / PodsPerNamespace}
              labels:
                app: app-{number}
                tier: t{number % 3}
                env: e{number % 2}
                zone: z{number % 4}
                version: v{number % 5}
                role: r{number % 10}
                shard: s{number % 16}
                owner: o{number % 11}
                cost: c{number % 13}
                team: {Team(number / PodsPerNamespace)}
            spec:
              containers:
              - name: c
                image: img
                ports:
                - name: http
                  containerPort: 8080
                - name: metrics
                  containerPort: 9100
            status:
              phase: Running
              hostIP: 192.168.{node / 250}.{(node % 250) + 1}
              podIP: {address}
              podIPs:
              - ip: {address}
            """);
    }
}
