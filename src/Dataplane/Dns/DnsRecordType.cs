namespace PolicyEngine.Dataplane.Dns;

/// <summary>The types of records that cluster DNS has, by their assigned numbers.</summary>
public enum DnsRecordType
{
    /// <summary>No type; nothing has it.</summary>
    None = 0,

    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>Another name for a name.</summary>
    Cname = 5,

    /// <summary>The head of the zone.</summary>
    Soa = 6,

    /// <summary>The name of an address (PTR).</summary>
    Reverse = 12,

    /// <summary>Text.</summary>
    Txt = 16,

    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,

    /// <summary>A port with the name that serves it.</summary>
    Srv = 33,
}
