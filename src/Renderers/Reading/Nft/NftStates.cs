namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>The names that nft has for what connection tracking says.</summary>
internal static class NftStates
{
    public static ConnectionStates Of(string name) => name switch
    {
        "invalid" => ConnectionStates.Invalid,
        "established" => ConnectionStates.Established,
        "related" => ConnectionStates.Related,
        "new" => ConnectionStates.New,
        "untracked" => ConnectionStates.Untracked,
        _ => ConnectionStates.None,
    };

    public static ConnectionStates StatusOf(string name) => name switch
    {
        "snat" => ConnectionStates.SourceTranslated,
        "dnat" => ConnectionStates.DestinationTranslated,
        _ => ConnectionStates.None,
    };
}
