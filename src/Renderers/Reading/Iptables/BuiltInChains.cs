namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>The chains that the tables of iptables have of themselves, with their places in the path of packets.</summary>
internal static class BuiltInChains
{
    private static readonly (string Name, Hook Hook)[] s_chains =
    [
        ("PREROUTING", Hook.Prerouting), ("INPUT", Hook.Input), ("FORWARD", Hook.Forward), ("OUTPUT", Hook.Output),
        ("POSTROUTING", Hook.Postrouting),
    ];

    /// <summary>Whether there is a table of this name.</summary>
    public static bool IsTable(string table) => table is "raw" or "mangle" or "nat" or "filter" or "security";

    /// <summary>The chains of a table, with packets accepted where nothing else is said.</summary>
    public static IEnumerable<(string Name, BaseChain Base)> Of(string table) =>
        from chain in s_chains
        where Has(table, chain.Hook)
        select (chain.Name, new BaseChain(chain.Hook, Priority(table, chain.Hook), Kind(table, chain.Hook), Accepts: true));

    private static bool Has(string table, Hook hook) => table switch
    {
        "raw" => hook is Hook.Prerouting or Hook.Output,
        "nat" => hook is not Hook.Forward,
        "filter" or "security" => hook is Hook.Input or Hook.Forward or Hook.Output,
        _ => true,
    };

    private static int Priority(string table, Hook hook) => table switch
    {
        "raw" => -300,
        "mangle" => -150,
        "nat" => hook is Hook.Prerouting or Hook.Output ? -100 : 100,
        "security" => 50,
        _ => 0,
    };

    private static ChainKind Kind(string table, Hook hook) => table switch
    {
        "nat" => ChainKind.Nat,
        "mangle" when hook == Hook.Output => ChainKind.Route,
        _ => ChainKind.Filter,
    };
}
