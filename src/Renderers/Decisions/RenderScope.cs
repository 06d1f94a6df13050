using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Renderers.Decisions;

/// <summary>What access lists are made for.</summary>
/// <param name="Name">A name, of which those of the lists are made.</param>
/// <param name="Endpoints">The endpoints whose policies the lists enforce.</param>
internal sealed record RenderScope(string Name, ImmutableArray<Endpoint> Endpoints);
