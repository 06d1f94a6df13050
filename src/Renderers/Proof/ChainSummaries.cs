using PolicyEngine.Renderers.Reading;

namespace PolicyEngine.Renderers.Proof;

/// <summary>
/// What chains of a table do with all packets at a place: how each leaves the chain. A chain is worked out once for each thing that can
/// be written on the packets that come to it, however many chains lead there.
/// </summary>
internal sealed class ChainSummaries(PacketBits bits, LoadedTable table, Place place, CancellationToken cancellationToken)
{
    // The kernel stops at 16; deeper texts are read all the same.
    private const int DeepestJump = 128;
    private const int MostRegisters = 1024;

    private readonly Dictionary<(string Chain, Register Register), IReadOnlyDictionary<Exit, Diagram>> _known = [];
    private readonly Matches _matches = new(bits, table, place);

    private Diagrams Diagrams => bits.Diagrams;

    /// <summary>How packets leave a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="register">What is written on them when they come to it.</param>
    public IReadOnlyDictionary<Exit, Diagram> Of(LoadedChain chain, Register register) => Of(chain, register, 0);

    private IReadOnlyDictionary<Exit, Diagram> Of(LoadedChain chain, Register register, int depth)
    {
        if (_known.TryGetValue((chain.Name, register), out IReadOnlyDictionary<Exit, Diagram>? known))
        {
            return known;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var exits = new PacketGroups<Exit>(Diagrams);
        var alive = new PacketGroups<Register>(Diagrams);
        alive.Add(register, Diagram.All);
        if (chain.Loops || depth > DeepestJump)
        {
            exits.Add(new Exit(ExitKind.Unknown, register), Diagram.All);
            return exits.Sets;
        }

        foreach (LoadedRule rule in chain.Rules)
        {
            var next = new PacketGroups<Register>(Diagrams);
            foreach ((Register written, Diagram packets) in alive.Sets)
            {
                Follow(rule, written, packets, next, exits, depth);
            }

            alive = next.Sets.Count <= MostRegisters ? next : throw new TooComplexException();
        }

        foreach ((Register written, Diagram packets) in alive.Sets)
        {
            exits.Add(new Exit(ExitKind.Return, written), packets);
        }

        _known.Add((chain.Name, register), exits.Sets);
        return exits.Sets;
    }

    private void Follow(LoadedRule rule, Register register, Diagram packets, PacketGroups<Register> next, PacketGroups<Exit> exits, int depth)
    {
        Match match = _matches.Of(rule.Conditions, register);
        Diagram unknown = Diagrams.And(packets, match.Unknown);
        Diagram matched = Diagrams.And(packets, match.Yes);
        exits.Add(new Exit(ExitKind.Unknown, register), unknown);
        next.Add(register, Diagrams.Minus(Diagrams.Minus(packets, matched), unknown));
        foreach (Effect effect in rule.Effects)
        {
            if (matched.IsEmpty)
            {
                return;
            }

            if (effect is VerdictMapEffect map)
            {
                Look(map, register, matched, next, exits, depth);
                return;
            }

            if (effect is VerdictEffect or JumpEffect or UnknownEffect or TranslationEffect)
            {
                End(effect, register, matched, next, exits, depth);
                return;
            }

            register = Registers.Apply(effect, register);
        }

        next.Add(register, matched);
    }

    private void Look(VerdictMapEffect map, Register register, Diagram packets, PacketGroups<Register> next, PacketGroups<Exit> exits, int depth)
    {
        if (!table.Sets.TryGetValue(map.Map, out LoadedSet? set) || set.Fields.Length != map.Fields.Length)
        {
            exits.Add(new Exit(ExitKind.Unknown, register), packets);
            return;
        }

        // A name counts before a beginning of names.
        Diagram open = packets;
        foreach (SetElement element in set.Elements.OrderByDescending(Narrowness))
        {
            Match match = _matches.Sets.Of(element, map.Fields, register);
            exits.Add(new Exit(ExitKind.Unknown, register), Diagrams.And(open, match.Unknown));
            End(element.Verdict ?? new UnknownEffect(map.Map), register, Diagrams.And(open, match.Yes), next, exits, depth);
            open = Diagrams.Minus(open, Diagrams.Or(match.Yes, match.Unknown));
        }

        next.Add(register, open);
    }

    private static int Narrowness(SetElement element) => element.Values is [InterfaceValue { Pattern: var pattern }]
        ? (2 * pattern.Name.Length) + (pattern.IsPrefix ? 0 : 1)
        : 0;

    private void End(Effect effect, Register register, Diagram packets, PacketGroups<Register> next, PacketGroups<Exit> exits, int depth)
    {
        switch (effect)
        {
            case VerdictEffect { Verdict: ChainVerdict.Continue }:
                next.Add(register, packets);
                break;
            case VerdictEffect { Verdict: ChainVerdict.Return }:
                exits.Add(new Exit(ExitKind.Return, register), packets);
                break;
            case VerdictEffect { Verdict: ChainVerdict.Accept } or TranslationEffect:
                exits.Add(new Exit(ExitKind.Accept, register), packets);
                break;
            case VerdictEffect:
                exits.Add(new Exit(ExitKind.Drop, register), packets);
                break;
            case JumpEffect jump when table.Chains.TryGetValue(jump.Chain, out LoadedChain? target):
                Enter(jump, target, register, packets, next, exits, depth);
                break;
            default:
                exits.Add(new Exit(ExitKind.Unknown, register), packets);
                break;
        }
    }

    private void Enter(JumpEffect jump, LoadedChain target, Register register, Diagram packets, PacketGroups<Register> next, PacketGroups<Exit> exits, int depth)
    {
        if (packets.IsEmpty)
        {
            return;
        }

        foreach ((Exit exit, Diagram leaving) in Of(target, register, depth + 1))
        {
            Diagram left = Diagrams.And(packets, leaving);
            if (exit.Kind == ExitKind.Return && !jump.IsGoto)
            {
                next.Add(exit.Register, left);
            }
            else
            {
                exits.Add(exit, left);
            }
        }
    }
}
