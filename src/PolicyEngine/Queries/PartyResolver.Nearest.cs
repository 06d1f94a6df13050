using PolicyEngine.Binding;

namespace PolicyEngine.Queries;

/// <summary>Tells what somebody may have meant who named what is not there, as it can be typed.</summary>
internal sealed partial class PartyResolver
{
    /// <param name="what">What is not there.</param>
    /// <param name="name">Its name.</param>
    /// <param name="prefix">What begins the names that may have been meant.</param>
    /// <param name="error">Says so.</param>
    private PartyGroup? NotFound(string what, string name, string prefix, ref QueryError? error) =>
        Fail(NoEndpoint, $"there is no {what}{Nearest(name, NamesIn(prefix))}", ref error);

    private IEnumerable<string> NamesIn(string prefix) => PartyNames.StartingWith(PartyNames.Of(snapshot.Model), prefix);

    /// <summary>Those of the references whose last part is nearest to the name.</summary>
    private static string Nearest(string name, IEnumerable<string> references)
    {
        ILookup<string, string> byName = references.ToLookup(reference => reference[(reference.LastIndexOf('/') + 1)..], StringComparer.Ordinal);
        string? nearest = byName.Contains(name) ? name : NearestName.Of(name, byName.Select(known => known.Key));
        return nearest is null ? "" : $"; did you mean {string.Join(", ", byName[nearest].Take(MaxCandidates))}?";
    }
}
