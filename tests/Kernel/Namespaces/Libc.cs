using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kernel.Tests.Namespaces;

/// <summary>What the C library offers and .NET does not.</summary>
internal static partial class Libc
{
    public const int NewNetwork = 0x40000000;
    public const int ReadWrite = 2;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int Netlink = 16;
    public const int Inet = 2;
    public const int Inet6 = 10;
    public const int RawSocket = 3;

    /// <summary>The request that makes a descriptor of <c>/dev/net/tun</c> a device.</summary>
    public const nuint SetInterface = 0x400454ca;

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle descriptor, nuint request, ref byte argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle descriptor, ref byte buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle descriptor, ref byte buffer, nint length);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial SafeFileHandle Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    public static partial nint SendTo(SafeFileHandle socket, ref byte buffer, nint length, int flags, ref byte address, uint addressLength);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint IndexOf(string name);

    /// <summary>The result of a call that fails with -1.</summary>
    public static nint Checked(nint result, string call) =>
        result >= 0 ? result : throw new IOException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");

    public static SafeFileHandle Checked(SafeFileHandle handle, string call) =>
        !handle.IsInvalid ? handle : throw new IOException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
}
