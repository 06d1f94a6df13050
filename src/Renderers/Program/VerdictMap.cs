using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Program;

/// <summary>A map of nftables from interfaces to the chains that packets of them go to.</summary>
internal sealed record VerdictMap(TableKind Table, string Name, ImmutableArray<VerdictMapEntry> Entries)
{
    /// <summary>The entries that another map does not have.</summary>
    public IEnumerable<VerdictMapEntry> Besides(VerdictMap? other) => other is null ? Entries : Entries.Except(other.Entries);

    public bool Equals(VerdictMap? other) => other is not null && Table == other.Table && Name == other.Name
        && Entries.AsSpan().SequenceEqual(other.Entries.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Table, Name, Entries.Length);
}

/// <param name="Interface">The interface.</param>
/// <param name="Chain">The chain that packets of it go to.</param>
internal readonly record struct VerdictMapEntry(string Interface, string Chain);
