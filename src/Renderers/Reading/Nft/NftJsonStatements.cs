using System.Text.Json;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Reads the statements of rules in nft's JSON.</summary>
internal static class NftJsonStatements
{
    public static NftStatement Read(JsonElement json, int column)
    {
        if (json.Single() is not var (name, value))
        {
            return new NftStrange(column, "", "a statement is not an object");
        }

        return Verdict(json) is { } verdict ? new NftDone(column, verdict) : Named(name, value, column);
    }

    /// <summary>The verdict that an object is; null if it is none.</summary>
    public static Effect? Verdict(JsonElement json)
    {
        if (json.Single() is not var (name, value))
        {
            return null;
        }

        return name is "jump" or "goto" ? new JumpEffect(value.TextOf("target"), name == "goto") : NftVerdicts.Plain(name);
    }

    private static NftStatement Named(string name, JsonElement value, int column) => name switch
    {
        "match" when value.Get("left") is { } left && value.Get("right") is { } right =>
            new NftMatch(column, NftJsonExpressions.Read(left), value.TextOf("op"), NftJsonExpressions.Read(right)),
        "vmap" when value.Get("key") is { } key && value.Get("data") is { } data =>
            new NftMapLookup(column, NftJsonExpressions.Read(key), NftJsonExpressions.Read(data)),
        "mangle" when value.Get("key") is { } key && value.Get("value") is { } to && NftJsonExpressions.Read(key) is NftField field =>
            new NftMangle(column, field, NftJsonExpressions.Read(to)),
        "counter" or "log" or "flow" => new NftDone(column, new NoteEffect(name)),
        "limit" or "ct count" => new NftGiven(column, new RateCondition(value.TextOf("inv") == "true")),
        "reject" when NftRejects.With(value.TextOf("type").Split(' ')[0], column) is { } reject => reject,
        "notrack" => new NftDone(column, new UntrackedEffect()),
        "masquerade" => new NftDone(column, new TranslationEffect(PacketSide.Source, Address: null, Port: null)),
        "snat" => new NftDone(column, Translation(PacketSide.Source, value)),
        "dnat" => new NftDone(column, Translation(PacketSide.Destination, value)),
        _ => new NftStrange(column, name, $"the statement `{name}` is not understood"),
    };

    private static TranslationEffect Translation(PacketSide side, JsonElement value)
    {
        TranslationEffect effect = TranslationText.Read(side, value.Get("addr") is null ? "" : value.Get("addr").Text() ?? "?");
        return effect with { Port = Numbers.TryReadPort(value.TextOf("port"), out ushort port) ? port : null };
    }
}
