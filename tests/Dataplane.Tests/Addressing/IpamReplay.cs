using System.Text.Json;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing;

/// <summary>Runs the steps of one case and prints their answers.</summary>
internal sealed class IpamReplay
{
    public CalicoIpam Ipam { get; } = new();

    public string Run(JsonElement step) => Text(step, "op") switch
    {
        "node" => Silent(() => Ipam.PutNode(Text(step, "node")!, Labels(step, "labels"))),
        "pool" => Silent(() => Assert.Null(Ipam.PutPool(Pool(step.GetProperty("pool"))))),
        "reservation" => Silent(() => Ipam.Reserve(step.GetProperty("cidrs").EnumerateArray().Select(cidr => Prefix(cidr.GetString())))),
        "ageBlocks" or "ageReleased" => Silent(() => Ipam.Advance(TimeSpan.FromSeconds(Number(step, "seconds")))),
        "config" => IpamAnswer.Of(Ipam.Configure(Config(step.GetProperty("config")))),
        "autoAssign" => IpamAnswer.Of(Ipam.Assign(Request(step)), step.GetProperty("expect")),
        "assignIP" => IpamAnswer.Of(Ipam.AssignAddress(Text(step, "node")!, Address(Text(step, "ip")), Text(step, "handle"), Use(Text(step, "use")))),
        "releaseIPs" => Print(Ipam.Release(step.GetProperty("ips").EnumerateArray().Select(ip => Address(ip.GetString())), Text(step, "handle"))),
        "releaseByHandle" => IpamAnswer.Of(Ipam.ReleaseByHandle(Text(step, "handle")!)),
        "ipsByHandle" => Print(Ipam.AddressesOf(Text(step, "handle")!)),
        "claimAffinity" => Print(Ipam.ClaimAffinity(Text(step, "node")!, Prefix(Text(step, "cidr")))),
        "releaseHostAffinities" => IpamAnswer.Of(Ipam.ReleaseHostAffinities(Text(step, "node")!, Flag(step, "mustBeEmpty", otherwise: false))),
        "releasePoolAffinities" => IpamAnswer.Of(Ipam.ReleasePoolAffinities(Text(step, "pool")!, Flag(step, "mustBeEmpty", otherwise: false))),
        "ensureBlock" => Print(Ipam.EnsureBlock(Text(step, "node")!, Reservation(step))),
        "utilization" => Print(Ipam.Utilization()),
        { } op => throw new InvalidDataException($"operation {op} is not built"),
        null => throw new InvalidDataException("a step has an operation"),
    };

    private static string Silent(Action action)
    {
        action();
        return "";
    }

    private static string Print(ReleaseResult result) =>
        $"{IpamAnswer.Of(result.Error)} unallocated={IpamAnswer.Join(result.Unallocated.Select(ip => ip.ToString()).Order(StringComparer.Ordinal))}";

    private static string Print(IReadOnlyList<IpAddress> addresses) =>
        addresses.Count == 0
            ? $"error={IpamErrorKind.HandleNotFound} ips=[]"
            : $"error=none ips={IpamAnswer.Join(addresses.Select(ip => ip.ToString()))}";

    private static string Print(ClaimResult result) =>
        $"{IpamAnswer.Of(result.Error)} claimed={IpamAnswer.Join(result.Claimed.Select(cidr => cidr.ToString()))} failed={IpamAnswer.Join(result.Failed.Select(cidr => cidr.ToString()))}";

    private static string Print(BlockResult result) => IpamAnswer.Of(result.Error) + (result.Block is { } block ? $" block4={block}" : "");

    private static string Print(IReadOnlyList<PoolUtilization> pools) => "error=none pools=" + IpamAnswer.Join(
        pools.Select(pool => $"{pool.Available}/{pool.Capacity}/{pool.InUse}/{pool.Pool ?? "orphaned allocation blocks"}/{pool.Reserved}"));

    private static AddressPool Pool(JsonElement pool)
    {
        AddressPool plain = new(Text(pool, "name")!, Prefix(Text(pool, "cidr")));
        return plain with
        {
            BlockSize = pool.TryGetProperty("blockSize", out JsonElement size) ? size.GetInt32() : plain.BlockSize,
            NodeSelector = Selector.Parse(Text(pool, "nodeSelector") ?? "all()"),
            NamespaceSelector = Text(pool, "namespaceSelector") is { } selector ? Selector.Parse(selector) : null,
            AssignmentMode = Text(pool, "assignmentMode") == "Manual" ? AssignmentMode.Manual : AssignmentMode.Automatic,
            Disabled = Flag(pool, "disabled", otherwise: false),

            // Recorded below the validation that forbids tunnels where namespaces are selected.
            AllowedUses = pool.TryGetProperty("allowedUses", out JsonElement uses)
                ? uses.EnumerateArray().Aggregate(AddressUses.None, (all, use) => all | Use(use.GetString())!.Value)
                : Text(pool, "namespaceSelector") is null ? plain.AllowedUses : AddressUses.Workload,
        };
    }

    private static IpamConfig Config(JsonElement config) => new()
    {
        StrictAffinity = Flag(config, "strictAffinity", otherwise: false),
        AutoAllocateBlocks = Flag(config, "autoAllocateBlocks", otherwise: true),
        MaxBlocksPerHost = Number(config, "maxBlocksPerHost"),
        Cooldown = TimeSpan.FromSeconds(Number(config, "ipCooldownSeconds")),
    };

    private static AssignRequest Request(JsonElement step) => new(Text(step, "node")!)
    {
        V4Count = Number(step, "num4"),
        V6Count = Number(step, "num6"),
        Handle = Text(step, "handle"),
        Use = Use(Text(step, "use")) ?? AddressUses.Workload,
        V4Pools = step.TryGetProperty("pools4", out JsonElement pools) ? [.. pools.EnumerateArray().Select(cidr => Prefix(cidr.GetString()))] : [],
        MaxBlocksPerHost = Math.Max(Number(step, "maxBlocksPerHost"), Number(step, "maxBlocks")),
        MaxPerHandle = Number(step, "maxAllocToHandlePerIPVersion"),
        NamespaceLabels = Labels(step, "namespaceLabels"),
        Reservation = Reservation(step),
    };

    private static HostReservation? Reservation(JsonElement step) => Flag(step, "windowsReserved", otherwise: false) ? HostReservation.Windows : null;

    public static LabelSet Labels(JsonElement step, string field) => step.TryGetProperty(field, out JsonElement labels)
        ? LabelSet.Create(labels.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!)))
        : LabelSet.Empty;

    private static AddressUses? Use(string? use) => use is null ? null : Enum.Parse<AddressUses>(use);

    private static string? Text(JsonElement step, string field) => step.TryGetProperty(field, out JsonElement value) ? value.GetString() : null;

    private static int Number(JsonElement step, string field) => step.TryGetProperty(field, out JsonElement value) ? value.GetInt32() : 0;

    private static bool Flag(JsonElement step, string field, bool otherwise) => step.TryGetProperty(field, out JsonElement value) ? value.GetBoolean() : otherwise;

    public static IpPrefix Prefix(string? text) => IpPrefix.TryParse(text, out IpPrefix prefix) ? prefix : throw new InvalidDataException(text);

    public static IpAddress Address(string? text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new InvalidDataException(text);
}
