using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>
/// A snapshot as it is for connections that carry one HTTP request. Requests that all rules take alike share a view, which
/// is made when the first of them is asked about.
/// </summary>
internal sealed class RequestViews
{
    // A view of a large cluster takes some megabytes, a request some bytes.
    private const int MaxViews = 32;
    private const int MaxRequests = 10_000;

    private readonly PolicySnapshot _snapshot;
    private readonly ImmutableArray<HttpMatch> _matches;
    private readonly ConcurrentDictionary<string, PolicySnapshot> _views = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<HttpRequest, PolicySnapshot> _requests = new();

    public RequestViews(PolicySnapshot snapshot)
    {
        _snapshot = snapshot;
        _matches = snapshot.Model.Profile.EnforcesHttp && snapshot.Model.Request is null
            ? [.. snapshot.Model.Policies.SelectMany(policy => policy.Ingress).Select(rule => rule.Http).OfType<HttpMatch>().Concat(snapshot.Graph.Profiles.HttpMatches)]
            : [];
    }

    /// <summary>The view of a request; the snapshot itself where no rule asks for any.</summary>
    public PolicySnapshot Of(HttpRequest request)
    {
        if (_matches.IsEmpty)
        {
            return _snapshot;
        }

        if (_requests.TryGetValue(request, out PolicySnapshot? known))
        {
            return known;
        }

        PolicySnapshot view = Kept(_views, MaxViews, RequestKinds.KeyOf(_matches, request), _ => _snapshot.WithRequest(request));
        return Kept(_requests, MaxRequests, request, _ => view);
    }

    /// <summary>Bounded: emptied when it is full.</summary>
    private static PolicySnapshot Kept<T>(ConcurrentDictionary<T, PolicySnapshot> kept, int most, T key, Func<T, PolicySnapshot> make)
        where T : notnull
    {
        if (kept.Count >= most)
        {
            kept.Clear();
        }

        return kept.GetOrAdd(key, make);
    }
}
