using PolicyEngine.Compilation;

namespace PolicyEngine.Queries;

/// <summary>Carries out stages for all traffic at once.</summary>
internal sealed class TableStages(EvaluationGraph graph) : IStages<DecisionTable>
{
    private readonly StageTables _tables = new();

    public DecisionTable Fixed(DecisionTable table) => table;

    public DecisionTable Chain(int chain, in Party self, in Party peer) => graph.Table(chain, self.AddressClass, peer.AddressClass);

    public DecisionTable Stage(HostStage stage, in Party self, in Party peer) => _tables.At(stage, Chain(stage.Chain, self, peer));

    public DecisionTable Combine(Combination how, DecisionTable first, DecisionTable second) => _tables.Combine(how, first, second);
}
