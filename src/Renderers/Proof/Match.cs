using System.Runtime.InteropServices;

namespace PolicyEngine.Renderers.Proof;

/// <summary>The packets that meet a condition, and those of which it is not known; all others do not.</summary>
/// <param name="Yes">Those that do.</param>
/// <param name="Unknown">Those of which it is not known, none of the former.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Match(Diagram Yes, Diagram Unknown)
{
    public static Match Never => new(Diagram.None, Diagram.None);

    public static Match Always => new(Diagram.All, Diagram.None);

    public static Match Open => new(Diagram.None, Diagram.All);

    public static Match Of(bool holds) => holds ? Always : Never;
}
