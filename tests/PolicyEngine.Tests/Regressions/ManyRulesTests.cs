using System.Globalization;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Regressions;

/// <summary>Policies of many rules, whose cost was the square of their number with a large factor.</summary>
public sealed class ManyRulesTests
{
    [Fact]
    public void Ten_thousand_rules_of_one_port_each_are_decided_in_seconds()
    {
        string rules = string.Join('\n', Enumerable.Range(0, 10_000).Select(number =>
            string.Create(CultureInfo.InvariantCulture, $"- {{ports: [{{port: {(2 * number) + 1}}}]}}")));

        Scenario.Kubernetes("podSelector: {}\ningress:\n" + rules)
            .Allows("bank/web", "shop/db", "tcp/19999")
            .Denies("bank/web", "shop/db", "tcp/2");
    }
}
