using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl;

/// <summary>Divides permits by their local addresses into groups of which no two share any.</summary>
internal sealed class LocalGroups
{
    private readonly Dictionary<AddressSet, List<ScopePermit>> _groups = [];
    private AddressSet _seen = AddressSet.Empty;

    private LocalGroups()
    {
    }

    public static IEnumerable<IGrouping<AddressSet, ScopePermit>> Of(IEnumerable<ScopePermit> permits)
    {
        var groups = new LocalGroups();
        foreach (ScopePermit permit in permits)
        {
            groups.Add(permit);
        }

        return groups._groups.SelectMany(group => group.Value).GroupBy(permit => permit.Local);
    }

    private void Add(ScopePermit permit)
    {
        if (_groups.TryGetValue(permit.Local, out List<ScopePermit>? known))
        {
            known.Add(permit);
            return;
        }

        AddressSet rest = permit.Local;
        foreach (AddressSet local in _seen.Overlaps(rest) ? _groups.Keys.Where(rest.Overlaps).ToArray() : [])
        {
            AddressSet shared = local.Intersect(rest);
            _groups.Remove(local, out List<ScopePermit>? permits);
            AddGroup(local.Subtract(shared), permits!);
            AddGroup(shared, permits!.Append(permit));
            rest = rest.Subtract(shared);
        }

        AddGroup(rest, [permit]);
        _seen = _seen.Union(permit.Local);
    }

    private void AddGroup(AddressSet local, IEnumerable<ScopePermit> permits)
    {
        if (!local.IsEmpty)
        {
            _groups.Add(local, [.. permits.Select(permit => permit with { Local = local })]);
        }
    }
}
