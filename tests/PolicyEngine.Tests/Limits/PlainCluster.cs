using System.Globalization;
using System.Text;

namespace PolicyEngine.Tests.Limits;

/// <summary>Namespaces of 50 pods with ten distinct sets of labels, and policies of them: for limits on what work costs.</summary>
internal static class PlainCluster
{
    public const int PodsPerNamespace = 50;

    public static PolicySnapshot Load(int pods, int policies) => new PolicyLoader().LoadText(Yaml(pods, policies)).Snapshot;

    public static string Yaml(int pods, int policies)
    {
        var yaml = new StringBuilder();
        for (int number = 0; number < pods / PodsPerNamespace; number++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: ns-{number}\n  labels:\n    team: t{number % 7}\n");
        }

        for (int number = 0; number < pods; number++)
        {
            yaml.Append(Pod(number, string.Create(CultureInfo.InvariantCulture, $"app-{number % 10}")));
        }

        for (int number = 0; number < policies; number++)
        {
            yaml.Append(Policy(number, pods / PodsPerNamespace, 80));
        }

        return yaml.ToString();
    }

    public static string Pod(int number, string app) => string.Create(CultureInfo.InvariantCulture, $"""
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: pod-{number}
          namespace: ns-{number / PodsPerNamespace}
          labels:
            app: {app}
        spec:
          containers:
          - name: c
            ports:
            - name: http
              containerPort: 8080
        status:
          phase: Running
          podIP: 10.{number >> 16}.{(number >> 8) & 255}.{number & 255}

        """);

    public static string Policy(int number, int namespaces, int port) => string.Create(CultureInfo.InvariantCulture, $"""
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: policy-{number / namespaces}
          namespace: ns-{number % namespaces}
        spec:
          podSelector:
            matchLabels:
              app: app-{number / namespaces % 10}
          ingress:
          - from:
            - podSelector:
                matchLabels:
                  app: app-{(number + 1) % 10}
            - namespaceSelector:
                matchLabels:
                  team: t{number % 7}
            ports:
            - port: {port}

        """);
}
