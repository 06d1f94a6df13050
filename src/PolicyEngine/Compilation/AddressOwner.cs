using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>What an address belongs to, as far as rules can tell: the peer selectors it satisfies and its named ports.</summary>
internal sealed record AddressOwner(Signature Selectors, ImmutableArray<EndpointPort> Ports, int PortsId);
