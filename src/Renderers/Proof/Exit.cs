using System.Runtime.InteropServices;

namespace PolicyEngine.Renderers.Proof;

/// <summary>How packets leave a chain.</summary>
internal enum ExitKind
{
    /// <summary>Back to where the chain was called from.</summary>
    Return,

    Accept,

    Drop,

    /// <summary>They come to something that is not understood.</summary>
    Unknown,
}

/// <summary>How packets leave a chain, and what is written on them then.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Exit(ExitKind Kind, Register Register);
