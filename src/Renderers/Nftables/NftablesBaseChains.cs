using System.Collections.Immutable;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>The chains by which the kernel enters the table. All are there, used or not (felix/nftables/table.go).</summary>
internal static class NftablesBaseChains
{
    public static ImmutableArray<(TableKind Layer, string Name, string Definition)> All { get; } =
    [
        (TableKind.Filter, "FORWARD", "type filter hook forward priority 0"),
        (TableKind.Filter, "INPUT", "type filter hook input priority 0"),
        (TableKind.Filter, "OUTPUT", "type filter hook output priority 0"),
        (TableKind.Mangle, "FORWARD", "type filter hook forward priority -150"),
        (TableKind.Mangle, "INPUT", "type filter hook input priority -150"),
        (TableKind.Mangle, "OUTPUT", "type route hook output priority -150"),
        (TableKind.Mangle, "POSTROUTING", "type filter hook postrouting priority -150"),
        (TableKind.Mangle, "PREROUTING", "type filter hook prerouting priority -150"),
        (TableKind.Nat, "INPUT", "type nat hook input priority -100"),
        (TableKind.Nat, "OUTPUT", "type nat hook output priority 110"),
        (TableKind.Nat, "POSTROUTING", "type nat hook postrouting priority 110"),
        (TableKind.Nat, "PREROUTING", "type nat hook prerouting priority -100"),
        (TableKind.Raw, "OUTPUT", "type filter hook output priority -300"),
        (TableKind.Raw, "PREROUTING", "type filter hook prerouting priority -300"),
    ];
}
