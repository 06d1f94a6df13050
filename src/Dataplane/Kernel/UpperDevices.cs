namespace PolicyEngine.Dataplane.Kernel;

/// <summary>An interface on top of one on a segment: it has the Ethernet address of that one and sends by it, whichever stacks the two are in.</summary>
/// <param name="Name">The name.</param>
/// <param name="LowerStack">The stack of the one below.</param>
/// <param name="LowerDevice">The name of the one below.</param>
public abstract record UpperDevice(string Name, string LowerStack, string LowerDevice) : NetworkDevice(Name);

/// <summary>A slave of IPvlan in its mode L2: those on top of one interface reach each other without leaving by it.</summary>
/// <inheritdoc cref="UpperDevice"/>
public sealed record IpvlanDevice(string Name, string LowerStack, string LowerDevice) : UpperDevice(Name, LowerStack, LowerDevice);

/// <summary>A VLAN of an interface, which all that it sends leaves by.</summary>
/// <inheritdoc cref="UpperDevice"/>
public sealed record VlanDevice(string Name, string LowerStack, string LowerDevice) : UpperDevice(Name, LowerStack, LowerDevice);
