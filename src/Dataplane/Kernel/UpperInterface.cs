using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>An interface on top of another, as that one knows it.</summary>
/// <param name="Stack">The stack it is in.</param>
/// <param name="Device">Its name.</param>
/// <param name="Addresses">Its addresses.</param>
public sealed record UpperInterface(string Stack, string Device, ImmutableArray<IpAddress> Addresses);
