using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;

namespace PolicyEngine.Renderers.Proof;

/// <summary>What becomes of all packets on a way through the host.</summary>
/// <param name="Accepted">Those that get through.</param>
/// <param name="Unknown">Those that come to something that is not understood.</param>
internal readonly record struct RulesetEffect(Diagram Accepted, Diagram Unknown)
{
    /// <summary>
    /// Sends all packets through the chains on their way. Chains that translate addresses see those that begin a connection; what they
    /// translate stays as it is, as addresses are those after translation.
    /// </summary>
    public static RulesetEffect Of(LoadedRuleset ruleset, PacketPath path, PacketBits bits, CancellationToken cancellationToken)
    {
        Diagrams diagrams = bits.Diagrams;
        var alive = new PacketGroups<Register>(diagrams);
        alive.Add(default, Diagram.All);
        Diagram unknown = Diagram.None;
        Diagram beginning = bits.StateIn(ConnectionStates.New | ConnectionStates.Related);
        foreach ((LoadedTable table, LoadedChain chain, BaseChain hung) in BaseChains.Of(ruleset, path, bits.Family))
        {
            var summaries = new ChainSummaries(bits, table, new Place(path, hung.Hook, HookView.IsTracked(hung)), cancellationToken);
            var next = new PacketGroups<Register>(diagrams);
            foreach ((Register register, Diagram all) in alive.Sets)
            {
                Diagram packets = hung.Kind != ChainKind.Nat ? all : register.IsUntracked ? Diagram.None : diagrams.And(all, beginning);
                next.Add(register, diagrams.Minus(all, packets));
                foreach ((Exit exit, Diagram leaving) in summaries.Of(chain, register))
                {
                    Diagram left = diagrams.And(packets, leaving);
                    if (exit.Kind == ExitKind.Unknown)
                    {
                        unknown = diagrams.Or(unknown, left);
                    }
                    else if (exit.Kind == ExitKind.Accept || (exit.Kind == ExitKind.Return && hung.Accepts))
                    {
                        next.Add(exit.Register, left);
                    }
                }
            }

            alive = next;
        }

        return new RulesetEffect(alive.Where(_ => true), unknown);
    }
}
