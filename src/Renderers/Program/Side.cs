namespace PolicyEngine.Renderers.Program;

/// <summary>The side of a packet that a match looks at.</summary>
internal enum Side
{
    Source,
    Destination,
}
