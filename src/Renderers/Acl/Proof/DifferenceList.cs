using System.Collections.Immutable;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Renderers.Proof;

namespace PolicyEngine.Renderers.Acl.Proof;

/// <summary>Collects where lists that were read back differ from what the policies decide, losses that are told of apart.</summary>
internal sealed class DifferenceList
{
    private readonly ImmutableArray<RenderDifference>.Builder _differences = ImmutableArray.CreateBuilder<RenderDifference>();
    private readonly ImmutableArray<string>.Builder _unproved = ImmutableArray.CreateBuilder<string>();

    /// <summary>Whether the target tells replies of TCP from what begins a connection.</summary>
    public bool TellsReplies { get; init; } = true;

    /// <param name="part">The rendered text.</param>
    /// <param name="reading">The lists in it.</param>
    /// <param name="isMeant">Tells the list that is for the decision, by its name.</param>
    /// <param name="decision">What the policies decide.</param>
    /// <param name="opposite">What they decide the other way; null where the target follows connections.</param>
    /// <param name="losses">What is told of.</param>
    public void Add(string part, AclReading reading, Func<string, bool> isMeant, ScopeDecision decision, ScopeDecision? opposite, LossCollector losses)
    {
        _unproved.AddRange(reading.Problems.Select(problem => $"{part}: {problem}"));
        KeyValuePair<string, ImmutableArray<AclLine>>[] lists = [.. reading.Lists.Where(list => isMeant(list.Key))];
        if (lists is not [(var name, var lines)])
        {
            _unproved.Add($"{part}: there is not one list for the {decision.Direction}");
            return;
        }

        try
        {
            var proof = new AclProof(decision, opposite);
            bool endsWithPermit = opposite is null;
            Add(part, name, proof.FindBeginning(lines, endsWithPermit, (losses.Lost(decision), opposite is null ? [] : losses.Lost(opposite)), TellsReplies), isReply: false);
            if (opposite is not null)
            {
                Add(part, name, proof.FindReply(lines, endsWithPermit), isReply: true);
            }
        }
        catch (TooComplexException complex)
        {
            _unproved.Add($"{part}: {complex.Message}");
        }
    }

    /// <summary>A result with what was found.</summary>
    public RenderResult AddTo(RenderResult result) =>
        result with { Differences = _differences.ToImmutable(), Unproved = [.. _unproved.Distinct(StringComparer.Ordinal)] };

    private void Add(string part, string list, AclWitness? witness, bool isReply)
    {
        if (witness is not null)
        {
            _differences.Add(new RenderDifference($"{part} {list}", witness.Source, witness.Destination, witness.Traffic, witness.IsPermitted) { IsReply = isReply });
        }
    }
}
