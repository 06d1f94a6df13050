namespace PolicyEngine.Dataplane.Dns;

/// <summary>A record.</summary>
/// <param name="Name">The name it is for, in lower case with a final dot.</param>
/// <param name="Ttl">How many seconds it may be kept.</param>
/// <param name="Data">What it says.</param>
public sealed record DnsRecord(string Name, int Ttl, DnsData Data)
{
    /// <summary>Its type.</summary>
    public DnsRecordType Type => Data.Type;
}
