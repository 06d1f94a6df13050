using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>A port of a Service in one family, without backends.</summary>
/// <param name="Family">The family.</param>
/// <param name="Port">The port.</param>
internal sealed record FamilyPort(IpFamily Family, ProxiedPort Port);
