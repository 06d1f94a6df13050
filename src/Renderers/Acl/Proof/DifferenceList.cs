using System.Collections.Immutable;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Proof;

/// <summary>Collects where lists that were read back differ from what the policies decide, losses that are told of apart.</summary>
internal sealed class DifferenceList
{
    private readonly ImmutableArray<RenderDifference>.Builder _differences = ImmutableArray.CreateBuilder<RenderDifference>();

    /// <summary>Whether TCP may begin where replies pass, as the target cannot tell the two apart.</summary>
    public bool IgnoresReturningTcp { get; init; }

    /// <param name="part">The rendered text.</param>
    /// <param name="reading">The lists in it.</param>
    /// <param name="isMeant">Tells the list that is for the decision, by its name.</param>
    /// <param name="decision">What the policies decide.</param>
    /// <param name="opposite">What they decide the other way; null where the target follows connections.</param>
    /// <param name="losses">What is told of.</param>
    public void Add(string part, AclReading reading, Func<string, bool> isMeant, ScopeDecision decision, ScopeDecision? opposite, LossCollector losses)
    {
        foreach ((string name, ImmutableArray<AclLine> lines) in reading.Lists.Where(list => isMeant(list.Key)))
        {
            // What is not the scope's own never gets to the list of an endpoint, and passes in one of a device.
            AclWitness? witness = AclProof.Find(lines, endsWithPermit: opposite is null, decision, opposite);
            bool isTold = witness is null
                || (!witness.IsPermitted && losses.HasNarrowed)
                || (witness.IsPermitted && IgnoresReturningTcp && witness.Traffic.Protocol == Protocol.Tcp);
            if (!isTold)
            {
                _differences.Add(new RenderDifference($"{part} {name}", witness!.Source, witness.Destination, witness.Traffic, witness.IsPermitted));
            }
        }
    }

    public ImmutableArray<RenderDifference> ToImmutable() => _differences.ToImmutable();
}
