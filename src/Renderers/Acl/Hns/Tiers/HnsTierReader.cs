using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns.Tiers;

/// <summary>Reads the tiers of an HNS endpoint: in each the lowest priority decides. The lists are called <c>In</c> and <c>Out</c>.</summary>
internal sealed class HnsTierReader
{
    private readonly List<string> _problems = [];

    /// <param name="json">The list of policies.</param>
    /// <param name="own">The addresses of the endpoint.</param>
    public static AclReading Read(string json, AddressSet own)
    {
        var reader = new HnsTierReader();
        ImmutableDictionary<string, ImmutableArray<AclLine>>.Builder lists = ImmutableDictionary.CreateBuilder<string, ImmutableArray<AclLine>>(StringComparer.Ordinal);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement[] tiers = [.. document.RootElement.EnumerateArray().Where(policy => HnsValues.Text(policy, "Type") == "TierAcl").Select(policy => policy.GetProperty("Settings"))];
            foreach (string direction in (string[])["In", "Out"])
            {
                lists.Add(direction, reader.ReadTiers([.. tiers.Where(tier => HnsValues.Text(tier, "Direction") == direction)], own, direction == "In"));
            }
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            reader._problems.Add(problem.Message);
        }

        return new AclReading(lists.ToImmutable(), [.. reader._problems]);
    }

    private ImmutableArray<AclLine> ReadTiers(ImmutableArray<JsonElement> tiers, AddressSet own, bool isIn)
    {
        int[] orders = [.. tiers.Select(tier => tier.GetProperty("Order").GetInt32()).Order()];
        Check(orders.Length > 0 && orders.Distinct().Count() == orders.Length, "there is no tier, or two have one order");
        ImmutableArray<AclLine> lines = [.. tiers.SelectMany(tier => ReadTier(tier, own, isIn))];
        Check(!lines.Any(line => line.IsPass && line.Tier == orders[^1]), "the last tier passes");
        return lines;
    }

    private AclLine[] ReadTier(JsonElement tier, AddressSet own, bool isIn)
    {
        JsonElement[] rules = [.. tier.GetProperty("TierAclRules").EnumerateArray().OrderBy(rule => rule.GetProperty("Priority").GetInt32())];
        Check(rules.DistinctBy(rule => rule.GetProperty("Priority").GetInt32()).Count() == rules.Length, "two rules of a tier have one priority");

        // What becomes of packets that no rule of a tier matches is not known.
        AclLine[] lines = [.. rules.Select(rule => ReadRule(rule, tier, own, isIn))];
        Check(lines is [.., { Traffic.IsAll: true } last] && (isIn ? last.Sources : last.Destinations) == AddressSet.AllV4, "a tier does not say its end");
        return lines;
    }

    private AclLine ReadRule(JsonElement rule, JsonElement tier, AddressSet own, bool isIn)
    {
        string protocols = HnsValues.Text(rule, "Protocols");
        string action = HnsValues.Text(rule, "TierAclRuleAction");
        Check(action is "Allow" or "Block" or "Pass", $"action `{action}` is not known");
        AclLine line = HnsReader.ReadLine(rule, own, isIn, protocols.Length == 0 ? null : new Protocol(byte.Parse(protocols, NumberStyles.None, CultureInfo.InvariantCulture)));
        return line with { IsPermit = action == "Allow", IsPass = action == "Pass", Tier = tier.GetProperty("Order").GetInt32() };
    }

    private void Check(bool holds, string problem)
    {
        if (!holds)
        {
            _problems.Add(problem);
        }
    }
}
