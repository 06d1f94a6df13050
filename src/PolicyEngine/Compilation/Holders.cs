using System.Collections.Immutable;

namespace PolicyEngine.Compilation;

/// <summary>The endpoints that hold an address, by their numbers and in their order: mostly one.</summary>
internal readonly record struct Holders
{
    private readonly int _first;
    private readonly ImmutableArray<int> _all;

    private Holders(int first, ImmutableArray<int> all) => (_first, _all) = (first, all);

    /// <summary>Nobody.</summary>
    public static Holders None { get; } = new(-1, default);

    /// <summary>The first; -1 where there is none.</summary>
    public int First => _first;

    public bool IsEmpty => _first < 0;

    /// <summary>Whether one endpoint alone holds the address.</summary>
    public bool IsOne => _first >= 0 && _all.IsDefault;

    public ImmutableArray<int> All => IsEmpty ? [] : IsOne ? [_first] : _all;

    public static Holders Of(ImmutableArray<int> endpoints) => endpoints.Length switch
    {
        0 => None,
        1 => new Holders(endpoints[0], default),
        _ => new Holders(endpoints[0], endpoints),
    };
}
