using System.Globalization;
using System.Text;

namespace Cli.Tests.Sharding;

/// <summary>A small cluster drawn at random: pods of both address families, and policies about labels and blocks of addresses.</summary>
internal sealed class RandomCluster(Random random)
{
    private static readonly string[] s_namespaces = ["shop", "dev", "ops"];
    private static readonly string[] s_labels = ["web", "db", "batch"];
    private static readonly string[] s_blocks = ["10.0.0.0/8", "192.0.2.0/25", "192.0.2.128/26", "2001:db8::/33", "0.0.0.0/0"];

    private readonly int _pods = random.Next(1, 8);

    /// <summary>Its documents.</summary>
    public string Documents()
    {
        var text = new StringBuilder();
        for (int pod = 0; pod < _pods; pod++)
        {
            string second = random.Next(3) == 0 ? string.Create(CultureInfo.InvariantCulture, $", {{ip: \"fd00::{pod + 1:x}\"}}") : "";
            text.Append(CultureInfo.InvariantCulture, $$"""
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: p{{pod}}, namespace: {{NamespaceOf(pod)}}, labels: {app: {{Any(s_labels)}} } },
                 status: {podIP: 10.1.0.{{pod + 1}}, podIPs: [{ip: 10.1.0.{{pod + 1}} }{{second}}] } }

                """);
        }

        for (int policy = random.Next(5); policy > 0; policy--)
        {
            string half = random.Next(2) == 0 ? "Ingress" : "Egress";
            string peers = half == "Ingress" ? "from" : "to";
            text.Append(CultureInfo.InvariantCulture, $$"""
                ---
                {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n{{policy}}, namespace: {{Any(s_namespaces)}}},
                 spec: {podSelector: {matchLabels: {app: {{Any(s_labels)}} } }, policyTypes: [{{half}}],
                        {{half.ToLowerInvariant()}}: [{ {{peers}}: [{{Peer()}}, {{Peer()}}], ports: [{port: {{random.Next(80, 83)}} }] }] } }

                """);
        }

        return text.ToString();
    }

    /// <summary>Questions about its pods, and about pods that it has not.</summary>
    public string Questions()
    {
        var text = new StringBuilder();
        for (int question = random.Next(12); question > 0; question--)
        {
            int from = random.Next(_pods + 1);
            int to = random.Next(_pods);
            text.Append(random.Next(5) == 0 ? "\n" : "").Append(CultureInfo.InvariantCulture, $$"""
                {"from":"{{NamespaceOf(from)}}/p{{from}}","to":"{{NamespaceOf(to)}}/p{{to}}","port":{{random.Next(80, 83)}},"id":"ü {{question}}"}

                """);
        }

        return text.ToString();
    }

    private static string NamespaceOf(int pod) => s_namespaces[pod % s_namespaces.Length];

    private string Peer() => random.Next(3) switch
    {
        0 => $"{{podSelector: {{matchLabels: {{app: {Any(s_labels)}}}}}}}",
        1 => "{namespaceSelector: {}}",
        _ => $"{{ipBlock: {{cidr: \"{Any(s_blocks)}\"}}}}",
    };

    private string Any(string[] names) => names[random.Next(names.Length)];
}
