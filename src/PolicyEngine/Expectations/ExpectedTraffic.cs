using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Expectations;

/// <summary>The traffic an expectation is about; all of it where nothing is given.</summary>
public sealed record ExpectedTraffic
{
    /// <summary>All traffic.</summary>
    public static ExpectedTraffic Any { get; } = new();

    /// <summary>Ports by number, range or name; none: any.</summary>
    public ImmutableArray<string> Ports { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The protocols; none: as <see cref="Queries.Query.Protocols"/>.</summary>
    public ImmutableArray<Protocol> Protocols { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The source port. Null: any.</summary>
    public ushort? SourcePort { get; init; }

    /// <summary>The ICMP type. Null: any.</summary>
    public byte? IcmpType { get; init; }

    /// <summary>The ICMP code. Null: any.</summary>
    public byte? IcmpCode { get; init; }

    /// <summary>The HTTP request that connections carry. Null: any.</summary>
    public HttpRequest? Http { get; init; }

    /// <summary>Where the ports are written, or else what they belong to.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>Whether nothing is given.</summary>
    public bool IsAny => Ports.IsEmpty && Protocols.IsEmpty && SourcePort is null && IcmpType is null && Http is null;

    /// <summary>Whether it is ports by number of no protocol.</summary>
    private bool HasBareNumbers => Protocols.IsEmpty && !Ports.IsEmpty && !Ports.Any(port => port.Any(char.IsAsciiLetter));

    /// <summary>In words, such as <c>TCP 80,443</c>; empty for all traffic.</summary>
    public override string ToString() => Describe(isTcp: false);

    /// <summary>The same.</summary>
    /// <param name="isTcp">Whether ports by number of no protocol are those of TCP.</param>
    internal string Describe(bool isTcp)
    {
        string protocols = Protocols.IsEmpty ? (isTcp && HasBareNumbers ? "TCP" : IcmpType is null ? "" : "ICMP") : string.Join(',', Protocols.Select(protocol => protocol.Name));
        string ports = Ports.IsEmpty ? "" : $"{(protocols.Length == 0 ? "port " : "")}{string.Join(',', Ports)}";
        string icmp = IcmpType is null ? "" : string.Create(CultureInfo.InvariantCulture, $"type {IcmpType}{(IcmpCode is null ? "" : $" code {IcmpCode}")}");
        string source = SourcePort is null ? "" : string.Create(CultureInfo.InvariantCulture, $"from source port {SourcePort}");
        return string.Join(' ', ((string[])[protocols, ports, icmp, source, Http?.ToString() ?? ""]).Where(word => word.Length > 0));
    }
}
