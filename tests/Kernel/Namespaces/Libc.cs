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
    public const int PacketFamily = 17;
    public const int DatagramSocket = 2;

    /// <summary>The request that makes a descriptor of <c>/dev/net/tun</c> a device.</summary>
    public const nuint SetInterface = 0x400454ca;

    /// <summary>The request for the time at which the packet read last was seen, and for such times at all.</summary>
    public const nuint GetTimestamp = 0x8907;

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int SetNamespace(SafeFileHandle descriptor, int kind);

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

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    public static partial nint ReceiveFrom(SafeFileHandle socket, ref byte buffer, nint length, int flags, ref byte address, ref uint addressLength);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(SafeFileHandle socket, ref byte address, uint addressLength);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(SafeFileHandle socket, ref byte address, uint addressLength);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int OwnName(SafeFileHandle socket, ref byte address, ref uint addressLength);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint IndexOf(string name);

    /// <summary>The result of a call that fails with -1.</summary>
    public static nint Checked(nint result, string call) =>
        result >= 0 ? result : throw new IOException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");

    public static SafeFileHandle Checked(SafeFileHandle handle, string call) =>
        !handle.IsInvalid ? handle : throw new IOException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
}
