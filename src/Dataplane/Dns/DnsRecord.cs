using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Dns;

/// <summary>A record: one of the nested cases. Names end in a dot and are in lower case.</summary>
/// <param name="Name">The name it is for.</param>
/// <param name="Ttl">How many seconds it may be kept.</param>
public abstract record DnsRecord(string Name, int Ttl)
{
    /// <summary>Its type.</summary>
    public abstract DnsRecordType Type { get; }

    /// <summary>An address of a name.</summary>
    /// <param name="Value">The address.</param>
    public sealed record Address(string Name, int Ttl, IpAddress Value) : DnsRecord(Name, Ttl)
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => Value.Family == IpFamily.V4 ? DnsRecordType.A : DnsRecordType.Aaaa;
    }

    /// <summary>Another name for a name.</summary>
    /// <param name="Target">The other name.</param>
    public sealed record Alias(string Name, int Ttl, string Target) : DnsRecord(Name, Ttl)
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => DnsRecordType.Cname;
    }

    /// <summary>A port with the name that serves it.</summary>
    /// <param name="Weight">Its share among the records of the answer.</param>
    /// <param name="Port">The port.</param>
    /// <param name="Target">The name that serves it.</param>
    public sealed record Server(string Name, int Ttl, int Weight, ushort Port, string Target) : DnsRecord(Name, Ttl)
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => DnsRecordType.Srv;

        /// <summary>Its rank; all are alike.</summary>
        public int Priority => 0;
    }

    /// <summary>The name of an address.</summary>
    /// <param name="Target">The name.</param>
    public sealed record Pointer(string Name, int Ttl, string Target) : DnsRecord(Name, Ttl)
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => DnsRecordType.Ptr;
    }

    /// <summary>Text.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Name, int Ttl, string Value) : DnsRecord(Name, Ttl)
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => DnsRecordType.Txt;
    }

    /// <summary>The head of the zone, which tells how long an absence may be kept.</summary>
    public sealed record ZoneHead(string Name, int Ttl) : DnsRecord(Name, Ttl)
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => DnsRecordType.Soa;
    }
}
