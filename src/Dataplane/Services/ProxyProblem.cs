namespace PolicyEngine.Dataplane.Services;

/// <summary>A part of a Service that got no rules.</summary>
/// <param name="Kind">The kind, which callers decide by.</param>
/// <param name="Port">The Service port.</param>
/// <param name="Message">The reason in words.</param>
public sealed record ProxyProblem(ProxyProblemKind Kind, ServicePortName Port, string Message);

/// <summary>The kinds of problem.</summary>
public enum ProxyProblemKind
{
    /// <summary>The protocol is not TCP, UDP or SCTP; the Service port gets no rules.</summary>
    UnsupportedProtocol,

    /// <summary>The node port lies outside the range; the port is not opened.</summary>
    NodePortOutOfRange,

    /// <summary>An earlier Service port has the node port; it keeps it.</summary>
    NodePortTaken,

    /// <summary>An earlier Service port answers for the address and port; it keeps them.</summary>
    AddressTaken,
}
