using System.Collections.Immutable;

namespace PolicyEngine.Documents;

/// <summary>An input as it was written, for those who look at more than what it means.</summary>
/// <param name="Documents">The objects in the order they were read. Secrets are not kept.</param>
/// <param name="Texts">The texts they are in; none where only the objects were to be kept.</param>
internal sealed record KeptInput(ImmutableArray<MappingNode> Documents, ImmutableArray<InputText> Texts)
{
    public static KeptInput Empty { get; } = new([], []);
}
