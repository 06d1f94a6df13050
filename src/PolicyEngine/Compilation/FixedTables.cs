namespace PolicyEngine.Compilation;

/// <summary>The tables of sides that no chain decides.</summary>
internal static class FixedTables
{
    public static DecisionTable External { get; } = DecisionTable.Always(Decisions.External);

    public static DecisionTable HostNetwork { get; } = DecisionTable.Always(Decisions.HostNetwork);

    public static DecisionTable LocalHost { get; } = DecisionTable.Always(Decisions.LocalHost);

    public static DecisionTable SameEndpoint { get; } = DecisionTable.Always(Decisions.SameEndpoint);

    public static DecisionTable NoCommonFamily { get; } = DecisionTable.Always(Decisions.NoCommonFamily);

    public static DecisionTable Finished { get; } = DecisionTable.Always(Decisions.Finished);
}
