using System.Runtime.InteropServices;

namespace PolicyEngine.Renderers.Proof;

/// <summary>What rules have written on packets.</summary>
/// <param name="Mark">The mark of the packet.</param>
/// <param name="ConnectionMark">That of its connection.</param>
/// <param name="IsUntracked">Whether it is to belong to no connection.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Register(uint Mark, uint ConnectionMark, bool IsUntracked);
