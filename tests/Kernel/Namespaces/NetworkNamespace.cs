using Microsoft.Win32.SafeHandles;

namespace Kernel.Tests.Namespaces;

/// <summary>A network namespace without a name: with its descriptor, its sockets and the thread it goes away, however the work ends.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    private NetworkNamespace() => Handle = Libc.Checked(Libc.Open("/proc/thread-self/ns/net", Libc.CloseOnExec), "open a namespace");

    /// <summary>The descriptor.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>That of the thread.</summary>
    public static NetworkNamespace Current() => new();

    /// <summary>A new one; the thread is in it.</summary>
    public static NetworkNamespace New()
    {
        Libc.Checked(Libc.Unshare(Libc.NewNetwork), "unshare");
        return new NetworkNamespace();
    }

    /// <summary>Puts the thread into it.</summary>
    public void Enter() => Libc.Checked(Libc.SetNamespace(Handle, Libc.NewNetwork), "setns");

    public void Dispose() => Handle.Dispose();
}
