using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Input;

/// <summary>The options that say which traffic is meant, as typed.</summary>
internal sealed record FlowArguments(string? Port, string? Protocol, string? SourcePort, string? Icmp, string? HttpMethod, string? HttpPath)
{
    public bool IsEmpty => Port is null && Protocol is null && SourcePort is null && Icmp is null && HttpMethod is null && HttpPath is null;

    /// <summary>The question about this traffic.</summary>
    /// <exception cref="CommandFailedException">An option has no meaning.</exception>
    public Query ToQuery(string from, string to, string defaultNamespace)
    {
        (byte? type, byte? code) = ParseIcmp();
        return new Query
        {
            From = from,
            To = to,
            Protocols = ParseProtocols(),
            Port = ParsePort(),
            SourcePort = ParseSourcePort(),
            IcmpType = type,
            IcmpCode = code,
            Http = HttpMethod is null && HttpPath is null ? null : new HttpRequest(HttpMethod, HttpPath),
            DefaultNamespace = defaultNamespace,
        };
    }

    private string? ParsePort()
    {
        if (Port is not null && TrafficWords.CheckPort(Port) is { } problem)
        {
            throw new CommandFailedException($"--port: {problem}");
        }

        return Port;
    }

    private ImmutableArray<Protocol> ParseProtocols()
    {
        if (Protocol is null)
        {
            return [];
        }

        ImmutableArray<Protocol> protocols = TrafficWords.ParseProtocols(Protocol, out string? problem);
        return problem is null ? protocols : throw new CommandFailedException($"--protocol: {problem}");
    }

    private ushort? ParseSourcePort()
    {
        if (SourcePort is null)
        {
            return null;
        }

        return ushort.TryParse(SourcePort, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0
            ? port
            : throw new CommandFailedException($"--source-port: `{SourcePort}` is not a number from 1 to 65535");
    }

    private (byte? Type, byte? Code) ParseIcmp()
    {
        if (Icmp is null)
        {
            return (null, null);
        }

        string[] parts = Icmp.Split('/');
        if (parts.Length <= 2 && TryByte(parts[0], out byte type))
        {
            if (parts.Length == 1)
            {
                return (type, null);
            }

            if (TryByte(parts[1], out byte code))
            {
                return (type, code);
            }
        }

        throw new CommandFailedException($"--icmp: `{Icmp}` is not TYPE or TYPE/CODE with numbers from 0 to 255");
    }

    private static bool TryByte(string text, out byte value) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
