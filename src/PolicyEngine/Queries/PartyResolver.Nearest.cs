using PolicyEngine.Binding;

namespace PolicyEngine.Queries;

/// <summary>Tells what somebody may have meant who named what is not there, as it can be typed.</summary>
internal sealed partial class PartyResolver
{
    /// <param name="what">What is not there.</param>
    /// <param name="namespace">The namespace it was looked for in; empty for none.</param>
    /// <param name="name">Its name.</param>
    /// <param name="prefix">What begins the names that may have been meant.</param>
    /// <param name="error">Says so.</param>
    private PartyGroup? NotFound(string what, string @namespace, string name, string prefix, ref QueryError? error) =>
        Fail(NoEndpoint, $"there is no {what}{NearestReferences.Hint(name, @namespace, NamesIn(prefix))}", ref error);

    private IEnumerable<string> NamesIn(string prefix) => PartyNames.StartingWith(PartyNames.Of(snapshot.Model), prefix);
}
