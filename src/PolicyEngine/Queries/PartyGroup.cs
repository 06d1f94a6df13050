using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>What a name in a question stands for.</summary>
/// <param name="Members">The parties, by name.</param>
/// <param name="Service">The service they are the backends of; null where no service was named.</param>
/// <param name="ServicePort">The service's port as named with it; null where none was.</param>
/// <param name="Notes">How the name was understood, where that is not plain.</param>
internal sealed record PartyGroup(
    ImmutableArray<Party> Members, Service? Service, string? ServicePort, ImmutableArray<string> Notes)
{
    /// <summary>Whether the service's port is the one that nodes open for it.</summary>
    public bool IsNodePort { get; init; }

    /// <summary>Whether what is sent there stays on the sender's node.</summary>
    public bool KeepsToNode => Service is { IsHeadless: false, IsInternalTrafficLocal: true } && !IsNodePort;

    /// <summary>Whether the members are reached by an address that is not theirs, so that one that reaches itself is judged like any other.</summary>
    public bool IsTranslated => Members.Any(member => member.IsTranslated);

    /// <summary>The addresses that each member stands for, by its own; null where they stand for themselves.</summary>
    public IReadOnlyDictionary<IpAddress, AddressSet>? Ranges { get; init; }

    /// <summary>The families of the members.</summary>
    public IpFamilies Families
    {
        get
        {
            IpFamilies families = IpFamilies.None;
            foreach (Party member in Members)
            {
                families |= member.Family.AsSet();
            }

            return families;
        }
    }

    public static PartyGroup Of(IEnumerable<Party> members, params ReadOnlySpan<string> notes) => new([.. members], null, null, [.. notes]);
}
