using System.Collections.Immutable;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>
/// The chains that a table may have. Only those are made that the kernel's own chains lead to, or that are needed for
/// themselves.
/// </summary>
internal sealed class ChainBag(TableKind table)
{
    private readonly Dictionary<string, Func<FilterChain>> _chains = new(StringComparer.Ordinal);
    private readonly List<string> _roots = [];
    private ImmutableArray<KernelHook> _hooks = [];

    public void Add(FilterChain chain) => _chains[chain.Name] = () => chain;

    public void AddRange(IEnumerable<FilterChain> chains)
    {
        foreach (FilterChain chain in chains)
        {
            Add(chain);
        }
    }

    public void Add(string name, Func<FilterChain> chain) => _chains[name] = chain;

    /// <summary>Asks for a chain though nothing leads to it.</summary>
    public void Need(string name) => _roots.Add(name);

    public void Hook(KernelHook hook) => _hooks = _hooks.Add(hook);

    /// <summary>The table with the chains that are needed, by name.</summary>
    public FilterTable Build(ImmutableArray<VerdictMap> maps)
    {
        SortedDictionary<string, FilterChain> made = new(StringComparer.Ordinal);
        Queue<string> wanted = new(_roots);
        foreach (KernelHook hook in _hooks)
        {
            Enqueue(hook.Inserted, maps, wanted);
            Enqueue(hook.Appended, maps, wanted);
        }

        while (wanted.TryDequeue(out string? name))
        {
            if (!made.ContainsKey(name) && _chains.TryGetValue(name, out Func<FilterChain>? make))
            {
                FilterChain chain = make();
                made.Add(name, chain);
                Enqueue(chain.Rules, maps, wanted);
            }
        }

        return new FilterTable(table, [.. made.Values], [.. _hooks.OrderBy(hook => hook.Chain, StringComparer.Ordinal)]);
    }

    private void Enqueue(ImmutableArray<FilterRule> rules, ImmutableArray<VerdictMap> maps, Queue<string> wanted)
    {
        foreach (FilterRule rule in rules)
        {
            switch (rule.Verb)
            {
                case Verb.Jump jump:
                    wanted.Enqueue(jump.Chain);
                    break;
                case Verb.Goto @goto:
                    wanted.Enqueue(@goto.Chain);
                    break;
                case null when rule.Matches is [Match.Dispatch dispatch]:
                    foreach (VerdictMapEntry entry in maps.Where(map => map.Table == table && map.Name == dispatch.MapName).SelectMany(map => map.Entries))
                    {
                        wanted.Enqueue(entry.Chain);
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
