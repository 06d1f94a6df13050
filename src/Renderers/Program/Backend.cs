namespace PolicyEngine.Renderers.Program;

/// <summary>The kernel's tool that a program is meant for. The two differ in the rules that Felix gives them.</summary>
internal enum Backend
{
    /// <summary>iptables, with sets of ipset.</summary>
    Iptables,

    /// <summary>nftables.</summary>
    Nftables,
}
