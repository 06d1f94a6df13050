using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Hooks;

/// <summary>Asks one chain after the other about a packet, until one drops it: where one leaves it open, another may still do so.</summary>
internal sealed class HookChains(TrafficPoint traffic)
{
    private readonly ImmutableArray<ChainDecision>.Builder _chains = ImmutableArray.CreateBuilder<ChainDecision>();
    private Outcome _outcome = Outcome.Allow;
    private bool _isUntracked;

    /// <summary>Whether a chain of a host endpoint accepted it, so that no other of that is asked.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>Whether a chain dropped it.</summary>
    public bool IsOver => _outcome == Outcome.Deny;

    public HookDecision Result => _chains.Count == 0
        ? HookDecision.Open with { IsAccepted = IsAccepted }
        : new HookDecision(_outcome, _chains.ToImmutable()) { IsAccepted = IsAccepted, IsUntracked = _isUntracked };

    /// <summary>Asks a table, if there is one; whether nothing was decided for good.</summary>
    public bool Ask(string chain, DecisionTable? table)
    {
        if (table is null || IsOver)
        {
            return !IsOver;
        }

        Decision decision = table.Find(traffic);
        if (decision.IsNoVerdict)
        {
            return true;
        }

        Add(chain, decision);
        return false;
    }

    /// <summary>Asks a stage of a host endpoint.</summary>
    public void Ask(HostStage stage, DecisionTable table)
    {
        bool isBefore = stage.Direction == Directions.Ingress || stage.Family is PolicyFamily.Untracked or PolicyFamily.Normal;
        if (IsOver || (isBefore && IsAccepted))
        {
            return;
        }

        Decision decision = table.Find(traffic);
        if (decision.IsNoVerdict)
        {
            return;
        }

        Add($"{stage.Family} {(stage.Direction == Directions.Ingress ? "ingress" : "egress")} of {stage.HostEndpoint}", decision.At(stage));
        IsAccepted |= isBefore && decision.Outcome == Outcome.Allow;
        _isUntracked |= stage.Family == PolicyFamily.Untracked && decision.Outcome == Outcome.Allow;
    }

    private void Add(string chain, Decision decision)
    {
        _chains.Add(new ChainDecision(chain, decision));
        _outcome = decision.Outcome == Outcome.Allow ? _outcome : decision.Outcome;
    }
}
