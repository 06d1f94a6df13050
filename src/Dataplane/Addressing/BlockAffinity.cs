using System.Globalization;
using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>A host's claim to a block.</summary>
/// <param name="Owner">Whose claim.</param>
/// <param name="Cidr">The block.</param>
/// <param name="State">How far it has come.</param>
public sealed record BlockAffinity(AffinityOwner Owner, IpPrefix Cidr, AffinityState State) : IRecord<string, BlockAffinity>
{
    long IRecord<string, BlockAffinity>.Revision => Revision;

    string IRecord<string, BlockAffinity>.Key => KeyOf(Owner, Cidr);

    internal bool IsConfirmed => State is AffinityState.Confirmed or AffinityState.Unset;

    private long Revision { get; init; }

    BlockAffinity IRecord<string, BlockAffinity>.At(long revision) => this with { Revision = revision };

    /// <summary>The key in the datastore, by whose text blocks are listed: <c>10.0.0.128-26</c> is before <c>10.0.0.64-26</c>.</summary>
    internal static string KeyOf(AffinityOwner owner, IpPrefix cidr) =>
        string.Create(CultureInfo.InvariantCulture, $"{KeysOf(owner)}ipv{(cidr.Family == IpFamily.V4 ? 4 : 6)}/block/{cidr.First}-{cidr.Length}");

    /// <summary>How the keys of an owner's affinities begin.</summary>
    internal static string KeysOf(AffinityOwner owner) => $"/calico/ipam/v2/{(owner.IsVirtual ? "virtual" : "host")}/{owner.Name}/";
}
