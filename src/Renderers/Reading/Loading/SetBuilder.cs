using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

/// <summary>A set that is being read.</summary>
internal sealed class SetBuilder(IpFamily? family, ImmutableArray<SetField> fields)
{
    public IpFamily? Family => family;

    public ImmutableArray<SetField> Fields => fields;

    /// <summary>Whether it is a map from elements to verdicts.</summary>
    public bool IsMap { get; init; }

    public List<SetElement> Elements { get; } = [];

    public LoadedSet Build(string name) => new(name, family, fields, [.. Elements]);
}
