namespace PolicyEngine.Renderers.Program;

/// <summary>Whether a match looks at the interface a packet came in by or at the one it leaves by.</summary>
internal enum LinkDirection
{
    In,
    Out,
}
