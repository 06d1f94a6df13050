using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Reads scripts of nft with one command a line, such as <c>add rule ip calico filter-FORWARD counter accept</c>.</summary>
internal sealed class NftScriptReader
{
    private readonly ProblemList _problems = new();
    private readonly NftLoader _loader;

    private NftScriptReader() => _loader = new NftLoader(_problems);

    public static LoadedRuleset Read(string text)
    {
        var reader = new NftScriptReader();
        foreach ((int number, string line) in TextLines.Of(text))
        {
            reader.ReadLine(number, new NftCursor(NftWords.Split(line, number, reader._problems)));
        }

        return reader._loader.Build();
    }

    /// <summary>Whether a text is a script: a command of it makes a table, or begins a ruleset anew.</summary>
    public static bool IsScript(string text) =>
        TextLines.Of(text).Any(line => line.Line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["add" or "create", "table", _, ..] or ["flush", "ruleset", ..]);

    private void ReadLine(int line, NftCursor words)
    {
        Word command = words.Take();
        Word what = words.Take();
        if (command.Is("flush") && what.Is("ruleset"))
        {
            _loader.Flush(words.AtEnd ? null : words.Take().Text);
            return;
        }

        int column = words.Column;
        string family = words.SeesAny("ip", "ip6", "inet", "arp", "bridge", "netdev") ? words.Take().Text : "ip";
        string table = words.Take().Text;
        bool adds = command.Is("add") || command.Is("create");
        if (adds && what.Is("table"))
        {
            _loader.AddTable(family, table, line, column);
            return;
        }

        if (_loader.Table(family, table, line, column) is not { } found)
        {
            return;
        }

        Word name = words.Take();
        switch (what.Text)
        {
            case "chain" when adds:
                AddChain(found, name, line, words);
                break;
            case "set" or "map" when adds:
                AddSet(found, name, what.Is("map"), line, words);
                break;
            case "element" when adds:
                AddElements(found, name, line, words);
                break;
            case "rule" when adds || command.Is("insert"):
                AddRule(found, name, command.Is("insert"), line, words);
                break;
            case "flowtable" when adds:
                break;
            case "chain" when command.Is("flush") && found.Chains.TryGetValue(name.Text, out ChainBuilder? chain):
                chain.Rules.Clear();
                break;
            case "set" or "map" when command.Is("flush") && found.Sets.TryGetValue(name.Text, out SetBuilder? set):
                set.Elements.Clear();
                break;
            default:
                _problems.Add(line, command.Column, $"`{command.Text} {what.Text}` is not understood");
                break;
        }
    }

    private void AddChain(TableBuilder table, Word name, int line, NftCursor words)
    {
        ChainBuilder chain = table.Chain(name.Text);
        if (!words.Take("{"))
        {
            return;
        }

        int column = words.Column;
        Dictionary<string, string> settings = new(StringComparer.Ordinal) { ["policy"] = "accept" };
        while (!words.AtEnd && !words.Take("}"))
        {
            string key = words.Take().Text;
            string value = "";
            while (!words.AtEnd && !words.SeesAny(";", "}", "hook", "priority"))
            {
                value += words.Take().Text;
            }

            settings[key] = value;
            words.Take(";");
        }

        if (!settings.TryGetValue("type", out string? kind))
        {
            return;
        }

        chain.Base = NftPriorities.Place(
            kind, settings.GetValueOrDefault("hook", ""), settings.GetValueOrDefault("priority", ""), settings["policy"]);
        if (chain.Base is null)
        {
            _problems.Add(line, column, "the place of the chain is not understood");
        }
    }

    private void AddSet(TableBuilder table, Word name, bool isMap, int line, NftCursor words)
    {
        int column = words.Column;
        words.Take("{");
        SetBuilder? set = null;
        while (!words.AtEnd && !words.Take("}"))
        {
            Word key = words.Take();
            if (key.Is("type"))
            {
                set = Typed(words, isMap);
            }
            else if (key.Is("elements") && words.Take("=") && set is not null)
            {
                _loader.AddElements(set, NftExpressionReader.Set(words), line, key.Column);
            }
            else
            {
                while (!words.AtEnd && !words.SeesAny(";", "}"))
                {
                    words.Take();
                }
            }

            words.Take(";");
        }

        if (set is null || set.Fields.Contains(SetField.Unknown))
        {
            _problems.Add(line, column, "the type of the set is not understood");
        }

        table.Sets.TryAdd(name.Text, set ?? NftSetTypes.Make([""], isMap));
    }

    private static SetBuilder Typed(NftCursor words, bool isMap)
    {
        ImmutableArray<string>.Builder types = ImmutableArray.CreateBuilder<string>();
        do
        {
            types.Add(words.Take().Text);
        }
        while (words.Take("."));

        // A map to anything but verdicts cannot be looked up.
        bool isKnown = !isMap || (words.Take(":") && words.Take("verdict"));
        return NftSetTypes.Make(isKnown ? types.ToImmutable() : [""], isMap);
    }

    private void AddElements(TableBuilder table, Word name, int line, NftCursor words)
    {
        int column = words.Column;
        if (!table.Sets.TryGetValue(name.Text, out SetBuilder? set))
        {
            _problems.Add(line, name.Column, $"there is no set `{name.Text}`");
        }
        else
        {
            _loader.AddElements(set, NftExpressionReader.Set(words), line, column);
        }
    }

    private void AddRule(TableBuilder table, Word name, bool isFirst, int line, NftCursor words)
    {
        if (!table.Chains.TryGetValue(name.Text, out ChainBuilder? chain))
        {
            _problems.Add(line, name.Column, $"there is no chain `{name.Text}`");
            return;
        }

        var rule = new NftRuleBuilder(table, line, _problems);
        ImmutableArray<string> comments = [];
        while (!words.AtEnd)
        {
            if (words.Take("comment"))
            {
                comments = [words.Take().Text];
            }
            else
            {
                rule.Add(NftStatementReader.Read(words));
            }
        }

        chain.Rules.Insert(isFirst ? 0 : chain.Rules.Count, rule.Build(comments));
    }
}
