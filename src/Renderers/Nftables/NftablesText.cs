using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>Writes what changes of a program as one script of <c>nft -f</c>.</summary>
internal sealed class NftablesText
{
    private readonly ProgramChange _change;
    private readonly NftablesScript _script;

    private NftablesText(ProgramChange change) => (_change, _script) = (change, new NftablesScript(change.After.Family));

    // The order of the layers is that of their names.
    private IEnumerable<TableChange> Layers => _change.Tables.OrderBy(table => table.Kind.Name(), StringComparer.Ordinal);

    /// <summary>All of a program, to be loaded where nothing of Calico is.</summary>
    public static string Write(FilterProgram program) => Write(ProgramChange.To(program));

    /// <summary>What changes, to be loaded where the former program is; nothing where nothing does.</summary>
    public static string Write(ProgramChange change)
    {
        NftablesText writer = new(change);
        if (change.IsLast)
        {
            writer._script.Begin("delete table").Append('\n');
        }
        else
        {
            // What goes away may not be referred to any more, and what is referred to must be there.
            writer.AppendTable();
            writer.AppendFlushes();
            NftablesElements.Delete(writer._script, change);
            writer.AppendDefinitions();
            writer.AppendRules();
            NftablesElements.Add(writer._script, change);
            writer.AppendRemovals();
        }

        return writer._script.Drain();
    }

    private void AppendTable()
    {
        if (!_change.IsFirst)
        {
            return;
        }

        _script.Begin("add table").Append('\n');
        foreach ((TableKind layer, string name, string definition) in NftablesBaseChains.All)
        {
            _script.Begin("add chain", layer, name).Append(" { ").Append(definition).Append(" ; }\n");
        }
    }

    private void AppendFlushes()
    {
        foreach (TableChange layer in Layers)
        {
            IEnumerable<string?> hooks = layer.Hooks.Select(change => change.Before?.Chain);
            foreach (string chain in hooks.Concat(layer.Chains.Select(change => change.Before?.Name)).OfType<string>())
            {
                _script.Begin("flush chain", layer.Kind, chain).Append('\n');
            }
        }
    }

    private void AppendDefinitions()
    {
        foreach (TableChange layer in Layers)
        {
            foreach (FilterChain chain in New(layer.Chains))
            {
                _script.Begin("add chain", layer.Kind, chain.Name).Append('\n');
            }
        }

        foreach (NamedSet set in New(_change.Sets))
        {
            _script.Begin("add set", set).Append(" { type ").Append(NftablesSets.TypeOf(set.Kind, _change.After.Family)).Append(" }\n");
        }

        foreach (VerdictMap map in New(_change.Maps))
        {
            _script.Begin("add map", map.Table, map.Name).Append(" { type ifname : verdict ; }\n");
        }
    }

    private void AppendRules()
    {
        NftablesRules rules = new(_script, _change.After.Family, _change.After.Fidelity);
        foreach (TableChange layer in Layers)
        {
            foreach (KernelHook hook in layer.Hooks.Select(change => change.After).OfType<KernelHook>())
            {
                rules.Append(layer.Kind, hook);
            }

            foreach (FilterChain chain in layer.Written)
            {
                rules.Append(layer.Kind, chain);
            }
        }
    }

    private void AppendRemovals()
    {
        foreach (VerdictMap map in Gone(_change.Maps))
        {
            _script.Begin("delete map", map.Table, map.Name).Append('\n');
        }

        foreach (TableChange layer in Layers)
        {
            foreach (FilterChain chain in layer.Removed)
            {
                _script.Begin("delete chain", layer.Kind, chain.Name).Append('\n');
            }
        }

        foreach (NamedSet set in Gone(_change.Sets))
        {
            _script.Begin("delete set", set).Append('\n');
        }
    }

    private static IEnumerable<T> New<T>(IEnumerable<Change<T>> changes)
        where T : class => changes.Where(change => change.Before is null).Select(change => change.After).OfType<T>();

    private static IEnumerable<T> Gone<T>(IEnumerable<Change<T>> changes)
        where T : class => changes.Where(change => change.After is null).Select(change => change.Before).OfType<T>();
}
