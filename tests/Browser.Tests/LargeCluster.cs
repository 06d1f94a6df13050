using System.Globalization;
using System.Text;

namespace Browser.Tests;

/// <summary>A cluster of 5,000 pods in 100 namespaces with 1,000 policies, always the same.</summary>
internal static class LargeCluster
{
    private const int Namespaces = 100;
    private const int Workloads = 10;
    private const int Pods = 5;

    private static readonly string[] s_apps = ["web", "api", "db", "cache", "worker", "auth", "mail", "queue", "search", "cron"];

    /// <summary>The cluster in JSON Lines.</summary>
    public static string Json()
    {
        var text = new StringBuilder();
        for (int number = 0; number < Namespaces; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $$$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team-{{{{number:D3}}}}","labels":{"team":"{{{{number % 20}}}}"}}}""").Append('\n');
            for (int pod = 0; pod < Workloads * Pods; pod++)
            {
                AppendPod(text, number, pod);
            }

            AppendPolicies(text, number);
        }

        return text.ToString();
    }

    private static void AppendPod(StringBuilder text, int number, int pod)
    {
        string app = s_apps[pod / Pods];
        int all = (number * Workloads * Pods) + pod;
        text.Append(CultureInfo.InvariantCulture, $$$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{{app}}}}-{{{{pod % Pods}}}}","namespace":"team-{{{{number:D3}}}}","labels":{"app":"{{{{app}}}}","index":"{{{{all}}}}"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"{{{{app}}}}","uid":"u","controller":true}]},"spec":{"nodeName":"n{{{{pod}}}}","containers":[{"name":"c","ports":[{"name":"http","containerPort":8080}]}]},"status":{"podIP":"10.0.{{{{all / 250}}}}.{{{{(all % 250) + 1}}}}"}}
            """).Append('\n');
    }

    private static void AppendPolicies(StringBuilder text, int number)
    {
        text.Append(CultureInfo.InvariantCulture, $$$$"""
            {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"default-deny","namespace":"team-{{{{number:D3}}}}"},"spec":{"podSelector":{},"policyTypes":["Ingress"]}}
            """).Append('\n');
        for (int place = 0; place < s_apps.Length - 1; place++)
        {
            string friend = s_apps[(place + number) % s_apps.Length];
            string direction = (place + number) % 5 == 0 ? "egress" : "ingress";
            text.Append(CultureInfo.InvariantCulture, $$$$"""
                {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"{{{{s_apps[place]}}}}","namespace":"team-{{{{number:D3}}}}"},"spec":{"podSelector":{"matchLabels":{"app":"{{{{s_apps[place]}}}}"}},"policyTypes":["{{{{(direction == "egress" ? "Egress" : "Ingress")}}}}"],"{{{{direction}}}}":[{"{{{{(direction == "egress" ? "to" : "from")}}}}":[{"podSelector":{"matchLabels":{"app":"{{{{friend}}}}"}}},{"namespaceSelector":{"matchLabels":{"team":"{{{{(number + place) % 20}}}}"}},"podSelector":{"matchExpressions":[{"key":"index","operator":"In","values":["{{{{number * 31}}}}","{{{{number * 47}}}}","{{{{place * 501}}}}"]}]}},{"ipBlock":{"cidr":"203.0.{{{{number}}}}.0/24"}}],"ports":[{"protocol":"TCP","port":{{{{8000 + place}}}}}]}]}}
                """).Append('\n');
        }
    }
}
