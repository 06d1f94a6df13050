using System.Text.Json;
using PolicyEngine.Dataplane.Addressing;

namespace Dataplane.Tests.Addressing;

/// <summary>Answers as text that does not depend on the wording of Calico's errors.</summary>
internal static class IpamAnswer
{
    private static readonly (string Text, IpamErrorKind Kind)[] Errors =
    [
        ("per host block limit", IpamErrorKind.BlockLimit),
        ("requires StrictAffinity", IpamErrorKind.InvalidConfig),
        ("Cannot disable 'StrictAffinity'", IpamErrorKind.InvalidConfig),
        ("failed to find or claim a block", IpamErrorKind.NoBlock),
        ("IPAMHandleKey", IpamErrorKind.HandleNotFound),
        ("update conflict", IpamErrorKind.HandleMismatch),
        ("already assigned", IpamErrorKind.AlreadyAssigned),
        ("not in a configured pool", IpamErrorKind.AddressOutsidePools),
        ("affinity does not match", IpamErrorKind.AffinityMismatch),
        ("with no affinity", IpamErrorKind.AffinityMismatch),
        ("not allowed for use", IpamErrorKind.UseNotAllowed),
        ("cannot find a qualified ippool", IpamErrorKind.NoUsablePool),
        ("no configured Calico pools", IpamErrorKind.NoUsablePool),
        ("HostReservedAttr", IpamErrorKind.InvalidReservation),
        ("smaller than the minimum", IpamErrorKind.RangeTooSmall),
        ("not within any configured pools", IpamErrorKind.RangeOutsidePools),
        ("is not empty", IpamErrorKind.BlockNotEmpty),
        ("one or more IPv6 IPPools", IpamErrorKind.PoolFamilyMismatch),
    ];

    private static readonly (string Text, Shortfall Kind)[] Shortfalls =
    [
        ("strict affinity enabled", Shortfall.StrictAffinity),
        ("could not - limit of", Shortfall.BlockLimit),
        ("No IPs available in pools", Shortfall.PoolsExhausted),
    ];

    public static string Of(IpamError? error) => $"error={error?.Kind.ToString() ?? "none"}";

    public static string Of(AssignResult result, JsonElement expect)
    {
        string text = Of(result.Error);
        foreach ((string family, FamilyAssignment assignment) in new[] { ("4", result.V4), ("6", result.V6) })
        {
            if (expect.TryGetProperty("ips" + family, out JsonElement ips))
            {
                bool grouped = ips.GetArrayLength() > 0 && ips[0].ValueKind == JsonValueKind.Object;
                text += $" ips{family}={Join(grouped ? Grouped(assignment) : assignment.Addresses.Select(address => address.ToString()))}"
                    + $" partial{family}={assignment.Shortfall}";
            }
            else
            {
                Assert.Empty(assignment.Addresses);
            }
        }

        return text;
    }

    public static string Join(IEnumerable<string> items) => "[" + string.Join(' ', items) + "]";

    public static string Expected(JsonElement expect)
    {
        string error = expect.TryGetProperty("error", out JsonElement told) ? $"error={Kind(told)}" : "";
        foreach (string family in new[] { "4", "6" })
        {
            if (expect.TryGetProperty("ips" + family, out JsonElement ips))
            {
                error += $" ips{family}={Join(ips.EnumerateArray().Select(Item))} partial{family}={Partial(expect.GetProperty("partial" + family))}";
            }
        }

        foreach (string list in new[] { "claimed", "failed", "unallocated", "ips", "pools" })
        {
            error += expect.TryGetProperty(list, out JsonElement items) ? $" {list}={Join(items.EnumerateArray().Select(Item))}" : "";
        }

        return error + (expect.TryGetProperty("block4", out JsonElement block) ? $" block4={block}" : "");
    }

    private static string Kind(JsonElement error) =>
        error.GetString() is { } text ? Errors.First(pair => text.Contains(pair.Text, StringComparison.OrdinalIgnoreCase)).Kind.ToString() : "none";

    private static Shortfall Partial(JsonElement partial) =>
        Array.Find(Shortfalls, pair => partial.GetString()?.Contains(pair.Text, StringComparison.Ordinal) ?? false).Kind;

    private static string Item(JsonElement item) =>
        item.ValueKind == JsonValueKind.String ? item.GetString()!
        : string.Join('/', item.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.Value.ToString()));

    private static IEnumerable<string> Grouped(FamilyAssignment assignment) => assignment.Addresses
        .GroupBy(address => address.Subnet)
        .Select(group => $"{group.Key}/{group.Count()}/{group.First().Address}/{group.Last().Address}");
}
