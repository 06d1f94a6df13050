using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>The tables of nft that are being read; both forms of text fill it.</summary>
internal sealed class NftLoader(ProblemList problems)
{
    private readonly OrderedDictionary<(string Family, string Name), TableBuilder> _tables = [];

    public ProblemList Problems => problems;

    /// <summary>Makes a table, or finds it if it is there.</summary>
    public TableBuilder? AddTable(string family, string name, int line, int column)
    {
        if (family is not ("ip" or "ip6" or "inet"))
        {
            // Tables of other families never see IP packets on their way through the host, but those of bridges and devices may.
            if (family != "arp")
            {
                problems.Add(line, column, $"tables of family `{family}` are not understood");
            }

            return null;
        }

        if (!_tables.TryGetValue((family, name), out TableBuilder? table))
        {
            table = new TableBuilder(name, family switch { "ip" => IpFamily.V4, "ip6" => IpFamily.V6, _ => null });
            _tables.Add((family, name), table);
        }

        return table;
    }

    /// <summary>A table that was made before; complains if it was not.</summary>
    public TableBuilder? Table(string family, string name, int line, int column)
    {
        if (_tables.TryGetValue((family, name), out TableBuilder? table))
        {
            return table;
        }

        if (family != "arp")
        {
            problems.Add(line, column, $"there is no table `{family} {name}`");
        }

        return null;
    }

    /// <summary>Removes the tables of a family, or of all.</summary>
    public void Flush(string? family)
    {
        foreach ((string Family, string Name) key in _tables.Keys.Where(key => family is null || key.Family == family).ToArray())
        {
            _tables.Remove(key);
        }
    }

    /// <summary>Adds elements to a set or map of a table.</summary>
    public void AddElements(SetBuilder set, NftSet elements, int line, int column)
    {
        foreach (NftElement element in elements.Elements)
        {
            if (element.Verdict is null != set.IsMap && NftValues.TryReadElement(set.Fields, element, set.Family, out SetElement? read))
            {
                set.Elements.Add(read with { Line = line });
            }
            else
            {
                problems.Add(line, column, "an element does not fit its set");
                set.Elements.Add(new SetElement([]));
            }
        }
    }

    public LoadedRuleset Build()
    {
        ImmutableArray<LoadedTable> tables = [.. _tables.Values.Select(table => table.Build(table.BuildSets(), problems))];
        return new LoadedRuleset(tables, problems.ToImmutable());
    }
}
