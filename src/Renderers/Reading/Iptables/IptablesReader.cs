using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>Reads what <c>iptables-save</c> prints and <c>iptables-restore</c> takes, for one family.</summary>
internal sealed class IptablesReader
{
    private readonly IpFamily _family;
    private readonly ProblemList _problems;
    private readonly OrderedDictionary<string, TableBuilder> _tables = new(StringComparer.Ordinal);
    private TableBuilder? _table;

    private IptablesReader(IpFamily family, ProblemList problems) => (_family, _problems) = (family, problems);

    /// <summary>Reads the tables of one family.</summary>
    /// <param name="text">The text.</param>
    /// <param name="family">The family whose tables they are.</param>
    /// <param name="sets">The ipsets that rules can name.</param>
    public static LoadedRuleset Read(string text, IpFamily family, ImmutableDictionary<string, LoadedSet> sets)
    {
        var problems = new ProblemList();
        var reader = new IptablesReader(family, problems);
        foreach ((int number, string line) in TextLines.Of(text))
        {
            reader.ReadLine(number, line);
        }

        ImmutableArray<LoadedTable> tables = [.. reader._tables.Values.Select(table => table.Build(sets, problems))];
        return new LoadedRuleset(tables, problems.ToImmutable());
    }

    private void ReadLine(int number, string line)
    {
        ImmutableArray<Word> words = ShellWords.Split(line, number, _problems);

        // `iptables-save -c` prints counters before a rule.
        words = words[0].Text.StartsWith('[') && words.Length > 1 ? words.RemoveAt(0) : words;
        Word first = words[0];
        if (first.Text.StartsWith('*'))
        {
            BeginTable(number, first);
        }
        else if (first.Is("COMMIT"))
        {
            _table = null;
        }
        else if (_table is null)
        {
            _problems.Add(number, first.Column, "this stands outside a table");
        }
        else if (first.Text.StartsWith(':'))
        {
            DeclareChain(_table, number, words);
        }
        else
        {
            new CommandReader(_table, _family, number, words, _problems).Read();
        }
    }

    private void BeginTable(int line, Word word)
    {
        string name = word.Text[1..];
        if (!BuiltInChains.IsTable(name))
        {
            _problems.Add(line, word.Column, $"there is no table `{name}`");
        }

        if (!_tables.TryGetValue(name, out _table))
        {
            _table = new TableBuilder(name, _family);
            foreach ((string chain, BaseChain place) in BuiltInChains.Of(name))
            {
                _table.Chain(chain).Base = place;
            }

            _tables.Add(name, _table);
        }
    }

    private void DeclareChain(TableBuilder table, int line, ImmutableArray<Word> words)
    {
        ChainBuilder chain = table.Chain(words[0].Text[1..]);
        string policy = words.Length > 1 ? words[1].Text : "";
        if (chain.Base is null)
        {
            chain.Rules.Clear();
        }
        else if (policy is "ACCEPT" or "DROP")
        {
            chain.Base = chain.Base with { Accepts = policy == "ACCEPT" };
        }

        if (!(policy == "-" || (chain.Base is not null && policy is "ACCEPT" or "DROP")))
        {
            _problems.Add(line, words.Length > 1 ? words[1].Column : words[0].Column, "the policy of the chain is not understood");
        }
    }
}
