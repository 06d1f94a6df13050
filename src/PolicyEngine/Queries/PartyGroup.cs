using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>What a name in a question stands for.</summary>
/// <param name="Members">The parties, by name.</param>
/// <param name="Service">The service they are the backends of; null where no service was named.</param>
/// <param name="ServicePort">The service's port as named with it; null where none was.</param>
/// <param name="Notes">How the name was understood, where that is not plain.</param>
internal sealed record PartyGroup(
    ImmutableArray<Party> Members, Service? Service, string? ServicePort, ImmutableArray<string> Notes)
{
    public static PartyGroup Of(IEnumerable<Party> members, params ReadOnlySpan<string> notes) => new([.. members], null, null, [.. notes]);
}
