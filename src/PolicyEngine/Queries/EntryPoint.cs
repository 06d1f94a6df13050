using System.Globalization;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Where a flow enters before its destination is translated: a port that a node opens for a service.</summary>
/// <param name="Node">The node.</param>
/// <param name="Address">The node's address that the flow is sent to.</param>
/// <param name="Port">The port of the service, with the port of the node.</param>
public sealed record EntryPoint(string Node, IpAddress Address, ServicePort Port)
{
    /// <summary>Whether the node gives what comes from elsewhere to backends of its own only, with the address it came with.</summary>
    internal bool IsLocalOnly { get; init; }

    /// <summary>Whether a backend runs on the node, or may.</summary>
    internal bool HasBackend { get; init; }

    /// <summary><c>node:port</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Node}:{Port.NodePort}");
}
