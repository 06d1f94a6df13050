using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Dns;

/// <summary>What cluster DNS answers.</summary>
/// <param name="Status">The kind of answer.</param>
/// <param name="Records">The records asked for, or the alias in their place.</param>
/// <param name="Authority">The head of the zone where it says that something is absent; null otherwise.</param>
public sealed record DnsAnswer(DnsStatus Status, ImmutableArray<DnsRecord> Records, DnsRecord? Authority);

/// <summary>The kinds of answer.</summary>
public enum DnsStatus
{
    /// <summary>There are records.</summary>
    Found,

    /// <summary>The name exists without records of the type.</summary>
    NoData,

    /// <summary>The name does not exist (NXDOMAIN).</summary>
    NoSuchName,

    /// <summary>Cluster DNS does not answer for the name; it asks the node's servers.</summary>
    Elsewhere,

    /// <summary>The name cannot be one (FORMERR).</summary>
    Malformed,
}
