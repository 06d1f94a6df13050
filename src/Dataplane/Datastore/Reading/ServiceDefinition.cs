using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>A Service as written: its ports in each of its families, without backends.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name.</param>
/// <param name="Ports">The ports.</param>
internal sealed record ServiceDefinition(string Namespace, string Name, ImmutableArray<FamilyPort> Ports);

/// <summary>A port of a Service in one family.</summary>
internal sealed record FamilyPort(IpFamily Family, ProxiedPort Port);
