using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>Reads one line that changes a table.</summary>
internal sealed class CommandReader(TableBuilder table, IpFamily family, int line, ImmutableArray<Word> words, ProblemList problems)
{
    public void Read()
    {
        switch (words[0].Text)
        {
            case "-A" or "--append":
                WithChain(chain => chain.Rules.Add(Rule(2)));
                break;
            case "-I" or "--insert":
                WithChain(Insert);
                break;
            case "-N" or "--new-chain" when words.Length == 2:
                table.Chain(words[1].Text);
                break;
            case "-F" or "--flush":
                WithChain(chain => chain.Rules.Clear());
                break;
            case "-P" or "--policy" when words.Length == 3 && words[2].Text is "ACCEPT" or "DROP":
                WithChain(chain => chain.Base = chain.Base is null ? null : chain.Base with { Accepts = words[2].Is("ACCEPT") });
                break;
            default:
                problems.Add(line, words[0].Column, $"`{words[0].Text}` is not understood");
                break;
        }
    }

    private void WithChain(Action<ChainBuilder> act)
    {
        if (words.Length > 1 && table.Chains.TryGetValue(words[1].Text, out ChainBuilder? chain))
        {
            act(chain);
        }
        else
        {
            problems.Add(line, words[^1].Column, words.Length > 1 ? $"there is no chain `{words[1].Text}`" : "a chain is missing");
        }
    }

    private void Insert(ChainBuilder chain)
    {
        int place = 1;
        bool isNumbered = words.Length > 2 && int.TryParse(words[2].Text, NumberStyles.None, CultureInfo.InvariantCulture, out place);
        LoadedRule rule = Rule(isNumbered ? 3 : 2);
        place = isNumbered ? place : 1;
        if (place < 1 || place > chain.Rules.Count + 1)
        {
            problems.Add(line, words[2].Column, "the chain has no such place");
        }

        chain.Rules.Insert(Math.Clamp(place - 1, 0, chain.Rules.Count), rule);
    }

    private LoadedRule Rule(int first) =>
        RuleReader.Read(new RuleWords(words, first, line, problems), family, table.Chains.ContainsKey);
}
