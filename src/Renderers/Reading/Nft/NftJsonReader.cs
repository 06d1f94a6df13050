using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Reads what <c>nft -j list ruleset</c> prints.</summary>
internal sealed class NftJsonReader
{
    private readonly ProblemList _problems = new();
    private readonly NftLoader _loader;

    private NftJsonReader() => _loader = new NftLoader(_problems);

    public static LoadedRuleset Read(string text)
    {
        var reader = new NftJsonReader();
        reader.ReadAll(Encoding.UTF8.GetBytes(text));
        return reader._loader.Build();
    }

    /// <summary>Whether a text is what <c>nft -j</c> prints: an object in JSON that begins with the list of <c>nftables</c>.</summary>
    public static bool IsListed(string text)
    {
        try
        {
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            bool isFound = Begins(ref json);
            while (isFound && json.Read())
            {
                // Whatever follows has to be JSON too.
            }

            return isFound;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Begins(ref Utf8JsonReader json) =>
        json.Read() && json.TokenType == JsonTokenType.StartObject
        && json.Read() && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("nftables")
        && json.Read() && json.TokenType == JsonTokenType.StartArray;

    private void ReadAll(ReadOnlySpan<byte> bytes)
    {
        var positions = new BytePositions();
        try
        {
            var json = new Utf8JsonReader(bytes);
            if (!Begins(ref json))
            {
                _problems.Add(1, 1, "this is not a list of `nftables`");
                return;
            }

            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                (int line, int column) = positions.Of(bytes, json.TokenStartIndex);
                using JsonDocument item = JsonDocument.ParseValue(ref json);
                ReadItem(item.RootElement, line, column);
            }
        }
        catch (JsonException exception)
        {
            _problems.Add((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1, "this is not JSON");
        }
        catch (InvalidOperationException)
        {
            // The name of the list has half a character in it.
            _problems.Add(1, 1, "this is not a list of `nftables`");
        }
    }

    // A text with half a character in it cannot be made a string; only that item is lost.
    private void ReadItem(JsonElement json, int line, int column)
    {
        try
        {
            if (json.Single() is var (name, value))
            {
                (name, value) = name is "add" or "create" && value.Single() is var (inner, body) ? (inner, body) : (name, value);
                ReadNamed(name, value, line, column);
            }
            else
            {
                _problems.Add(line, column, "an item is not an object");
            }
        }
        catch (InvalidOperationException)
        {
            _problems.Add(line, column, "a text of the item is not Unicode");
        }
    }

    private void ReadNamed(string kind, JsonElement value, int line, int column)
    {
        if (kind is "metainfo" or "flowtable" or "counter" or "quota")
        {
            return;
        }

        string family = value.TextOf("family");
        if (kind == "table")
        {
            _loader.AddTable(family, value.TextOf("name"), line, column);
        }
        else if (_loader.Table(family, value.TextOf("table"), line, column) is { } table)
        {
            switch (kind)
            {
                case "chain":
                    AddChain(table, value, line, column);
                    break;
                case "set" or "map":
                    AddSet(table, value, kind == "map", line, column);
                    break;
                case "element" when table.Sets.TryGetValue(value.TextOf("name"), out SetBuilder? set):
                    _loader.AddElements(set, NftJsonExpressions.Set(value.Get("elem")), line, column);
                    break;
                case "rule" when table.Chains.TryGetValue(value.TextOf("chain"), out ChainBuilder? chain):
                    AddRule(table, chain, value, line, column);
                    break;
                default:
                    _problems.Add(line, column, $"`{kind}` is not understood, or names what is not there");
                    break;
            }
        }
    }

    private void AddChain(TableBuilder table, JsonElement value, int line, int column)
    {
        ChainBuilder chain = table.Chain(value.TextOf("name"));
        if (value.Get("hook") is null)
        {
            return;
        }

        string policy = value.Get("policy").Text() ?? "accept";
        chain.Base = NftPriorities.Place(value.TextOf("type"), value.TextOf("hook"), value.TextOf("prio"), policy);
        if (chain.Base is null)
        {
            _problems.Add(line, column, "the place of the chain is not understood");
        }
    }

    private void AddSet(TableBuilder table, JsonElement value, bool isMap, int line, int column)
    {
        ImmutableArray<string> types = [.. value.Get("type").Items().Select(type => ((JsonElement?)type).Text() ?? "")];
        bool isKnown = !isMap || value.TextOf("map") == "verdict";
        SetBuilder set = NftSetTypes.Make(isKnown ? types : [""], isMap);
        if (set.Fields.Contains(SetField.Unknown))
        {
            _problems.Add(line, column, "the type of the set is not understood");
        }

        if (table.Sets.TryAdd(value.TextOf("name"), set))
        {
            _loader.AddElements(set, NftJsonExpressions.Set(value.Get("elem")), line, column);
        }
    }

    private void AddRule(TableBuilder table, ChainBuilder chain, JsonElement value, int line, int column)
    {
        var rule = new NftRuleBuilder(table, line, _problems);
        foreach (JsonElement statement in value.Get("expr").Items())
        {
            rule.Add(NftJsonStatements.Read(statement, column));
        }

        chain.Rules.Add(rule.Build(value.Get("comment").Text() is { } comment ? [comment] : []));
    }
}
