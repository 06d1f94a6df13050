using System.Collections.Immutable;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Following;

/// <summary>Puts changes together: of several of one object the last counts.</summary>
internal sealed class UpdateBatch
{
    private readonly Dictionary<string, SnapshotDocument?> _last = new(StringComparer.Ordinal);
    private readonly HashSet<IFollowed> _forbidden = [];
    private bool _isFirst = true;

    public int Count => _last.Count;

    public void Add(FollowerChange change)
    {
        foreach (string removed in change.Removed)
        {
            _last[removed] = null;
        }

        foreach (SnapshotDocument document in change.Documents)
        {
            _last[document.Name] = document;
        }

        if (change.IsForbidden)
        {
            _forbidden.Add(change.Followed);
        }
        else if (change.IsList)
        {
            _forbidden.Remove(change.Followed);
        }
    }

    /// <summary>All since the last time; the first is complete.</summary>
    public SnapshotUpdate Take()
    {
        ImmutableArray<SnapshotDocument> documents = [.. _last.Values.OfType<SnapshotDocument>()];
        var update = new SnapshotUpdate(_isFirst, documents, [.. _last.Where(entry => entry.Value is null).Select(entry => entry.Key)])
        {
            Missing = _forbidden.Count == 0 ? "" : $"traces do without what the account may not list and watch: {string.Join(", ", _forbidden.Select(followed => followed.Name).Order(StringComparer.Ordinal))}",
        };
        _last.Clear();
        _isFirst = false;
        return update;
    }
}
