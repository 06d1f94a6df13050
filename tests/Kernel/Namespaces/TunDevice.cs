using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Kernel.Tests.Namespaces;

/// <summary>A network device whose cable is a file: what is written is received by the kernel, what the kernel sends is read.</summary>
internal sealed class TunDevice : IPort, IDisposable
{
    private const int NameLength = 16;
    private const int RequestLength = 40;
    private const short TunWithoutInformation = 0x1001;

    private readonly SafeFileHandle _file;

    public TunDevice(string name)
    {
        Name = name;
        _file = Libc.Checked(Libc.Open("/dev/net/tun", Libc.ReadWrite | Libc.NonBlocking | Libc.CloseOnExec), "open /dev/net/tun");
        Span<byte> request = stackalloc byte[RequestLength];
        request.Clear();
        Encoding.ASCII.GetBytes(name, request[..(NameLength - 1)]);
        MemoryMarshal.Write(request[NameLength..], TunWithoutInformation);
        Libc.Checked(Libc.Control(_file, Libc.SetInterface, ref MemoryMarshal.GetReference(request)), $"device {name}");
        Index = (int)Libc.IndexOf(name);
    }

    public string Name { get; }

    public int Index { get; }

    public void Send(Span<byte> packet) =>
        Libc.Checked(Libc.Write(_file, ref MemoryMarshal.GetReference(packet), packet.Length), $"write to {Name}");

    public int Receive(Span<byte> buffer, in byte protocol) => (int)Math.Max(0, Libc.Read(_file, ref MemoryMarshal.GetReference(buffer), buffer.Length));

    public void Dispose() => _file.Dispose();
}
