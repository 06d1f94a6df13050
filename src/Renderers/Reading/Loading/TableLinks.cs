using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading;

/// <summary>Checks what the rules of a table name: chains that exist and do not lead back to themselves, and sets that exist.</summary>
internal sealed class TableLinks(TableBuilder table, ProblemList problems)
{
    private readonly HashSet<string> _finished = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _loops = new(StringComparer.Ordinal);

    /// <summary>The chains that a walk can come back to. Every loop has one of them.</summary>
    public HashSet<string> Check(ImmutableDictionary<string, LoadedSet> sets)
    {
        foreach (SetElement element in sets.Values.SelectMany(set => set.Elements))
        {
            CheckElement(element);
        }

        foreach (ChainBuilder chain in table.Chains.Values)
        {
            foreach (LoadedRule rule in chain.Rules)
            {
                CheckSets(rule, sets);
            }

            FindLoops(chain, sets);
        }

        return _loops;
    }

    private void CheckElement(SetElement element)
    {
        if (element.Verdict is JumpEffect jump && !table.Chains.ContainsKey(jump.Chain))
        {
            problems.Add(element.Line, 1, $"there is no chain `{jump.Chain}`");
        }
    }

    private void CheckSets(LoadedRule rule, ImmutableDictionary<string, LoadedSet> sets)
    {
        IEnumerable<string?> names = rule.Conditions.Select(NameOf).Concat(rule.Effects.Select(effect => (effect as VerdictMapEffect)?.Map));
        foreach (string name in names.OfType<string>().Where(name => !sets.ContainsKey(name)))
        {
            problems.Add(rule.Line, 1, $"there is no set `{name}`");
        }
    }

    private static string? NameOf(Condition condition) => condition switch
    {
        IpsetCondition ipset => ipset.Set,
        LookupCondition lookup => lookup.Set,
        _ => null,
    };

    // Without recursion: a text can make a path of chains as long as it likes.
    private void FindLoops(ChainBuilder start, ImmutableDictionary<string, LoadedSet> sets)
    {
        var path = new Stack<(ChainBuilder Chain, IEnumerator<(int Line, string Chain)> Next)>();
        Enter(start, sets, path);
        while (path.TryPeek(out (ChainBuilder Chain, IEnumerator<(int Line, string Chain)> Next) top))
        {
            if (!top.Next.MoveNext())
            {
                path.Pop();
                _open.Remove(top.Chain.Name);
                _finished.Add(top.Chain.Name);
                continue;
            }

            (int line, string name) = top.Next.Current;
            if (_open.Contains(name))
            {
                problems.Add(line, 1, $"chain `{top.Chain.Name}` leads back to `{name}`");
                _loops.Add(name);
            }
            else if (!table.Chains.TryGetValue(name, out ChainBuilder? chain))
            {
                problems.Add(line, 1, $"there is no chain `{name}`");
            }
            else
            {
                Enter(chain, sets, path);
            }
        }
    }

    private void Enter(
        ChainBuilder chain, ImmutableDictionary<string, LoadedSet> sets, Stack<(ChainBuilder, IEnumerator<(int, string)>)> path)
    {
        if (!_finished.Contains(chain.Name))
        {
            _open.Add(chain.Name);
            path.Push((chain, Targets(chain, sets).GetEnumerator()));
        }
    }

    private IEnumerable<(int Line, string Chain)> Targets(ChainBuilder chain, ImmutableDictionary<string, LoadedSet> sets) =>
        from rule in chain.Rules
        from effect in rule.Effects
        from target in Targets(effect, sets)
        select (rule.Line, target);

    private IEnumerable<string> Targets(Effect effect, ImmutableDictionary<string, LoadedSet> sets) => effect switch
    {
        JumpEffect jump => [jump.Chain],
        VerdictMapEffect map when sets.TryGetValue(map.Map, out LoadedSet? found) =>
            found.Elements.Select(element => element.Verdict).OfType<JumpEffect>().Select(jump => jump.Chain)
                .Where(table.Chains.ContainsKey).Distinct(StringComparer.Ordinal),
        _ => [],
    };
}
