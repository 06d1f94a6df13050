using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Dns;

/// <summary>The settings of cluster DNS.</summary>
public sealed record DnsSettings
{
    /// <summary>The zone of the cluster.</summary>
    public string Zone { get; init; } = "cluster.local";

    /// <summary>How many seconds an answer may be kept, 0 to 3600.</summary>
    public int Ttl { get; init; } = 5;

    /// <summary>Whether pods have names made of their addresses.</summary>
    public PodNames Pods { get; init; }

    /// <summary>The first setting out of range, or null and the labels of the zone.</summary>
    internal DnsError? Check(out ImmutableArray<string> zone)
    {
        if (!DnsName.TryParse(Zone, out zone))
        {
            return new(DnsErrorKind.InvalidZone, $"`{Zone}` is not a name");
        }

        return Ttl is < 0 or > 3600 ? new(DnsErrorKind.InvalidTtl, $"{Ttl} seconds is not between 0 and 3600") : null;
    }
}

/// <summary>Which pods have names made of their addresses.</summary>
public enum PodNames
{
    /// <summary>None.</summary>
    Disabled,

    /// <summary>Every address has one in every namespace, whether or not there is such a pod.</summary>
    Insecure,

    /// <summary>Those that exist, in their own namespaces.</summary>
    Verified,
}
