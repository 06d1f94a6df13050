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
        string[] candidates = [.. references];
        string[] meant = NamedBy(name);
        if (meant.Length == 0 && NearestName.Of(name, candidates.Select(reference => reference[(reference.LastIndexOf('/') + 1)..])) is { } nearest)
        {
            meant = NamedBy(nearest);
        }

        return meant.Length == 0 ? "" : $"; did you mean {string.Join(", ", meant)}?";

        string[] NamedBy(string last) => [.. candidates
            .Where(reference => reference.EndsWith(last, StringComparison.Ordinal) && (reference.Length == last.Length || reference[^(last.Length + 1)] == '/'))
            .Take(MaxCandidates)];
    }
}
