using System.Globalization;
using System.Text;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>
/// The shape of a vendor's scale test: 240 namespaces of 10 pods and 20 policies, each policy with five ports, five ranges
/// of ports and five blocks of addresses.
/// </summary>
internal static class ScaleShape
{
    private const int Namespaces = 240;
    private const int Pods = 10;
    private const int Policies = 20;

    public static string Yaml()
    {
        var random = new FixedRandom(1);
        var yaml = new StringBuilder();
        for (int number = 0; number < Namespaces; number++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ns-{number}\n  labels:\n    team: t{number % 12}\n---\n");
            for (int pod = 0; pod < Pods; pod++)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"apiVersion: v1\nkind: Pod\nmetadata:\n  name: pod-{pod}\n  namespace: ns-{number}\n  labels:\n    app: app-{pod}\n");
                yaml.Append(CultureInfo.InvariantCulture, $"spec:\n  containers:\n  - name: c\n    ports:\n    - name: http\n      containerPort: 8080\nstatus:\n  podIP: 10.{(number / 100) + 1}.{number % 100}.{pod + 1}\n---\n");
            }

            for (int policy = 0; policy < Policies; policy++)
            {
                Append(yaml, random, number, policy);
            }
        }

        return yaml.ToString();
    }

    private static void Append(StringBuilder yaml, FixedRandom random, int number, int policy)
    {
        (string type, string field, string peers) = policy % 2 == 0 ? ("Ingress", "ingress", "from") : ("Egress", "egress", "to");
        yaml.Append(CultureInfo.InvariantCulture, $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: p-{policy}\n  namespace: ns-{number}\nspec:\n");
        yaml.Append(CultureInfo.InvariantCulture, $"  podSelector:\n    matchLabels:\n      app: app-{policy % Pods}\n  policyTypes:\n  - {type}\n  {field}:\n  - {peers}:\n");
        yaml.Append(CultureInfo.InvariantCulture, $"    - podSelector:\n        matchLabels:\n          app: app-{(policy + 1) % Pods}\n");
        yaml.Append(CultureInfo.InvariantCulture, $"    - namespaceSelector:\n        matchLabels:\n          team: t{(number + policy) % 12}\n");
        for (int block = 0; block < 5; block++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    - ipBlock:\n        cidr: {20 + random.Below(180)}.{random.Below(256)}.{random.Below(256)}.0/24\n");
        }

        yaml.Append("    ports:\n");
        for (int port = 0; port < 5; port++)
        {
            int low = 30_001 + random.Below(29_000);
            yaml.Append(CultureInfo.InvariantCulture, $"    - protocol: TCP\n      port: {1000 + random.Below(29_000)}\n    - protocol: TCP\n      port: {low}\n      endPort: {low + 100}\n");
        }

        yaml.Append("---\n");
    }
}
