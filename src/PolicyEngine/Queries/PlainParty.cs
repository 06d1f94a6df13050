using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>A party whose name says all: a pod that has one, or an address outside that is nobody's.</summary>
/// <param name="party">The party.</param>
/// <param name="name">Its name in answers.</param>
/// <param name="lacksNamespace">Whether the input does not hold its namespace, and so not its labels.</param>
internal sealed class PlainParty(Party party, string name, bool lacksNamespace)
{
    private readonly Party _party = party;
    private OwnDecision? _ingress;
    private OwnDecision? _egress;

    public ref readonly Party Party => ref _party;

    public string Name => name;

    public bool LacksNamespace => lacksNamespace;

    /// <summary>The decision as the party's own, kept for the next question: nearly all get the same one in a direction.</summary>
    public Decision Own(Decision shared, Directions direction, OwnDecisions decisions)
    {
        if (shared.Profile is null)
        {
            return shared;
        }

        ref OwnDecision? last = ref direction == Directions.Ingress ? ref _ingress : ref _egress;
        OwnDecision? known = Volatile.Read(ref last);
        if (known is null || !ReferenceEquals(known.Shared, shared))
        {
            known = new OwnDecision(shared, decisions.Of(shared, _party.KnownEndpoint));
            Volatile.Write(ref last, known);
        }

        return known.Own;
    }

    private sealed record OwnDecision(Decision Shared, Decision Own);
}
