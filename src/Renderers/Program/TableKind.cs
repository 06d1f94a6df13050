namespace PolicyEngine.Renderers.Program;

/// <summary>A table of the kernel, or the layer that stands for it in nftables; in the order in which packets meet them.</summary>
internal enum TableKind
{
    Raw,
    Mangle,
    Nat,
    Filter,
}
