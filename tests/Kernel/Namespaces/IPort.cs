namespace Kernel.Tests.Namespaces;

/// <summary>A place where packets enter the kernel and leave it.</summary>
internal interface IPort
{
    string Name { get; }

    /// <summary>Gives a whole packet to the kernel. When it returns, the packet is where it goes, or gone.</summary>
    void Send(Span<byte> packet);

    /// <summary>Takes the next packet; 0 where there is none.</summary>
    int Receive(Span<byte> buffer, in byte protocol);
}
