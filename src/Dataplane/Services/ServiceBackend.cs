using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>A place where a Service port is served.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Port">Its port there.</param>
public sealed record ServiceBackend(IpAddress Address, ushort Port)
{
    /// <summary>Whether it takes new connections.</summary>
    public bool IsReady { get; init; } = true;

    /// <summary>Whether it answers, though it may be about to end.</summary>
    public bool IsServing { get; init; } = true;

    /// <summary>Whether it is about to end.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>The node it runs on; null where none is known.</summary>
    public string? Node { get; init; }

    /// <summary>The zones that should use it; empty for no hint.</summary>
    public ImmutableArray<string> ZoneHints { get; init; } = [];

    /// <summary>Whether it can stand in where nobody is ready.</summary>
    internal bool IsServingToTheEnd => IsServing && IsTerminating;

    /// <summary>Address and port, IPv6 in brackets: <c>10.0.0.1:80</c>, <c>[fd00::1]:80</c>.</summary>
    public override string ToString() => Address.Family == IpFamily.V4
        ? string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"[{Address}]:{Port}");
}
