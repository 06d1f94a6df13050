using PolicyEngine.Binding;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>Finds namespaces by name.</summary>
public static class NamespaceFinder
{
    /// <summary>The namespace; null where <paramref name="error"/> says that there is none, and which one may be meant.</summary>
    /// <param name="model">Where to look.</param>
    /// <param name="name">The name.</param>
    /// <param name="error">What is wrong; null where it was found.</param>
    public static Namespace? Find(PolicyModel model, string name, out QueryError? error)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(name);
        Namespace? found = model.Namespaces.FirstOrDefault(space => space.Name == name);
        string? nearest = found is null ? NearestName.Of(name, model.Namespaces.Select(space => space.Name)) : null;
        error = found is not null ? null
            : new QueryError("NAMESPACE_NOT_FOUND", $"there is no namespace `{name}`{(nearest is null ? "" : $"; did you mean `{nearest}`?")}");
        return found;
    }
}
