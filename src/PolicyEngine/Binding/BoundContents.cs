using PolicyEngine.Documents;

namespace PolicyEngine.Binding;

/// <summary>
/// Keeps what parts of documents were bound to, so that parts with the same content in the same scope become one
/// object. What has a fault or a warning is bound anew each time, for each place is told.
/// </summary>
internal sealed class BoundContents<TScope, T>
    where TScope : notnull
{
    /// <summary>Clusters repeat few parts; where each differs from all others, keeping them all would be in vain.</summary>
    private const int MaxCount = 4096;

    private readonly Dictionary<Part, T> _known = [];

    public T Bind(FieldReader reader, DocumentNode content, TScope scope, Func<FieldReader, TScope, T> bind)
    {
        var part = new Part(content, scope);
        if (_known.TryGetValue(part, out T? known))
        {
            return known;
        }

        int reported = reader.Context.Diagnostics.Count;
        bool isFaulty = reader.Faults.First is not null;
        T bound = bind(reader, scope);
        if (!isFaulty && reader.Faults.First is null && reader.Context.Diagnostics.Count == reported)
        {
            if (_known.Count == MaxCount)
            {
                _known.Clear();
            }

            _known.Add(part, bound);
        }

        return bound;
    }

    private readonly record struct Part(DocumentNode Content, TScope Scope)
    {
        public bool Equals(Part other) =>
            EqualityComparer<TScope>.Default.Equals(Scope, other.Scope) && NodeContent.AreEqual(Content, other.Content);

        public override int GetHashCode() => HashCode.Combine(Scope, NodeContent.Hash(Content));
    }
}
