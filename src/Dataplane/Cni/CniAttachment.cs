using System.Runtime.InteropServices;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>An interface of a container, to which addresses are given.</summary>
/// <param name="Container">The container's id.</param>
/// <param name="Interface">The interface in it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CniAttachment(string Container, string Interface);
