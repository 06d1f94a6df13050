using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Cli.Output.Lint;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output;

/// <summary>Writes what is in force on endpoints for people.</summary>
internal sealed class EndpointText(TextPage page, PolicySnapshot snapshot)
{
    private const int MaxEndpoints = 20;

    public void Write(ImmutableArray<Endpoint> endpoints)
    {
        bool first = true;
        foreach (Endpoint endpoint in endpoints.Take(MaxEndpoints))
        {
            if (!first)
            {
                page.Line();
            }

            first = false;
            Write(endpoint);
        }

        if (endpoints.Length > MaxEndpoints)
        {
            page.Line().Line($"and {Words.Count(endpoints.Length - MaxEndpoints, "more endpoint")}; `--format json` lists them all");
        }
    }

    private void Write(Endpoint endpoint)
    {
        page.Write(endpoint.ToString()).Write($" ({ResultWords.Of(endpoint.Kind)})").Line(Place(endpoint.Span), Ink.Faint);
        Fact("workload", endpoint.Workload);
        Fact("service account", endpoint.ServiceAccount);
        Fact("node", endpoint.Node);
        Fact("interface", endpoint.InterfaceName);
        Fact("addresses", endpoint.Addresses.IsEmpty ? "not known" : string.Join(", ", endpoint.Addresses));
        Fact("ports", string.Join(", ", endpoint.Ports.Select(port =>
            string.Create(CultureInfo.InvariantCulture, $"{port.Name} {port.Protocol.Name} {port.Number}"))));
        Fact("profiles", string.Join(", ", endpoint.Profiles.Select(profile => profile.Name)));
        page.Line("  labels:");
        foreach ((string label, string value) in endpoint.Labels)
        {
            page.Line($"    {label} = {value}");
        }

        WriteDirection(endpoint, Directions.Egress, "egress");
        WriteDirection(endpoint, Directions.Ingress, "ingress");
    }

    private void Fact(string name, string value)
    {
        if (value.Length > 0)
        {
            page.Line($"  {name}: {value}");
        }
    }

    private void WriteDirection(Endpoint endpoint, Directions direction, string name)
    {
        ImmutableArray<TierInForce> tiers = PoliciesInForce.On(snapshot, endpoint, direction);
        if (tiers.IsEmpty)
        {
            page.Line($"  {name}: {(endpoint.IsGoverned || endpoint.Kind == EndpointKind.HostEndpoint ? "no policy; the profiles decide" : "pod policy does not govern this endpoint")}");
            return;
        }

        page.Line($"  {name}:");
        foreach (TierInForce tier in tiers)
        {
            WriteTier(tier, direction);
        }
    }

    private void WriteTier(TierInForce segment, Directions direction)
    {
        page.Line($"    tier {segment.Tier.Name}, order {EndpointWords.Order(segment.Tier.Order)}");
        foreach (Policy policy in segment.Policies)
        {
            page.Write($"      {policy.Name}, order {EndpointWords.Order(policy.Order)}")
                .Write(EndpointWords.Stage(policy))
                .Write(policy.IsStaged ? ", staged, not enforced" : "", Ink.Doubt)
                .Line(Place(policy.Span), Ink.Faint);
            if (policy.Fault is not null)
            {
                page.Line($"        not understood: {policy.Fault.Message}", Ink.Doubt);
            }

            foreach (Rule rule in policy.Rules(direction))
            {
                page.Write($"        {rule.Path}: {RuleSummary.Of(rule)}")
                    .Write(rule.Fault is null ? "" : $"; not understood: {rule.Fault.Message}", Ink.Doubt)
                    .Line(Place(rule.Span), Ink.Faint);
            }

            if (policy.Rules(direction).IsEmpty && policy.Fault is null)
            {
                page.Line("        no rules");
            }
        }

        page.Line($"      end of tier: {(segment.Ends ? EndpointWords.Action(segment.Tier.DefaultAction) : segment.Policies.All(policy => policy.IsStaged) ? "pass, all policies are staged" : "goes on")}");
    }

    private static string Place(SourceSpan span) => span.IsNone ? "" : $" {span}";
}
