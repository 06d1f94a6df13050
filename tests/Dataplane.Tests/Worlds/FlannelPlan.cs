using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Flannel;

namespace Dataplane.Tests.Worlds;

/// <summary>What a small cluster with Flannel is made of.</summary>
/// <param name="Backend">Its backend, as the configuration has it.</param>
/// <param name="Masquerade">By what its rules are written.</param>
/// <param name="Layout">Its nodes and pods.</param>
public sealed record FlannelPlan(string Backend, MasqueradeVariant Masquerade, Plan Layout)
{
    private static readonly string[] Backends =
    [
        """{"Type": "vxlan"}""",
        """{"Type": "vxlan", "VNI": 7, "Port": 4789, "DirectRouting": true}""",
        """{"Type": "host-gw"}""",
        """{"Type": "udp"}""",
        """{"Type": "ipip"}""",
        """{"Type": "ipip", "DirectRouting": true}""",
        """{"Type": "wireguard"}""",
        """{"Type": "wireguard", "Mode": "auto"}""",
        """{"Type": "wireguard", "Mode": "ipv6"}""",
        """{"Type": "alloc"}""",
    ];

    public static Arbitrary<FlannelPlan> Any { get; } = Arb.From(
        from backend in Gen.Elements(Backends)
        from masquerade in Gen.Elements(MasqueradeVariant.Iptables, MasqueradeVariant.Nftables)
        from layout in Plan.Any.Generator
        select new FlannelPlan(backend, masquerade, layout),
        plan => Plan.Any.Shrinker(plan.Layout).Select(layout => plan with { Layout = layout }));

    /// <summary>Whether the backend is of a kind.</summary>
    public bool Is(string type) => Backend.Contains($"\"{type}\"", StringComparison.Ordinal);

    /// <summary>Whether there is IPv6 as well: not every kind serves it, and WireGuard over IPv6 needs it.</summary>
    public bool IsDual => Is("ipv6") || (Layout.IsDual && (Is("vxlan") || Is("host-gw") || Is("wireguard")));

    public override string ToString() => $"{Backend}, {Masquerade}, {Layout}";
}
