using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Dns;

/// <summary>What a record says: one of the nested cases. Names end in a dot.</summary>
public abstract record DnsData
{
    private protected DnsData()
    {
    }

    /// <summary>The type of such records.</summary>
    public abstract DnsRecordType Type { get; }

    /// <summary>An address.</summary>
    /// <param name="Value">The address.</param>
    public sealed record Address(IpAddress Value) : DnsData
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => Value.Family == IpFamily.V4 ? DnsRecordType.A : DnsRecordType.Aaaa;
    }

    /// <summary>Another name for a name.</summary>
    /// <param name="Target">The other name.</param>
    public sealed record Alias(string Target) : DnsData
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => DnsRecordType.Cname;
    }

    /// <summary>A port with the name that serves it.</summary>
    /// <param name="Weight">Its share among the records of the answer.</param>
    /// <param name="Port">The port.</param>
    /// <param name="Target">The name that serves it.</param>
    public sealed record Server(int Weight, ushort Port, string Target) : DnsData
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => DnsRecordType.Srv;
    }

    /// <summary>The name of an address.</summary>
    /// <param name="Target">The name.</param>
    public sealed record Reverse(string Target) : DnsData
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => DnsRecordType.Reverse;
    }

    /// <summary>Text.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : DnsData
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => DnsRecordType.Txt;
    }

    /// <summary>The head of a zone, whose time says how long an absence may be kept.</summary>
    public sealed record ZoneHead : DnsData
    {
        /// <inheritdoc/>
        public override DnsRecordType Type => DnsRecordType.Soa;
    }
}
