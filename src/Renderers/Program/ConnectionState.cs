namespace PolicyEngine.Renderers.Program;

/// <summary>What connection tracking says about a packet, as far as rules ask.</summary>
internal enum ConnectionState
{
    /// <summary>It belongs to a connection that has been let through, or to one that such a connection begot.</summary>
    RelatedOrEstablished,

    /// <summary>It belongs to no connection and cannot begin one.</summary>
    Invalid,
}
