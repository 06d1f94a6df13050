using PolicyEngine.Compilation;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>Carries out stages for all traffic at once.</summary>
internal sealed class TableStages(EvaluationGraph graph) : IStages<DecisionTable>
{
    private readonly StageTables _tables = graph.Stages;

    public DecisionTable Fixed(DecisionTable table) => table;

    public DecisionTable Chain(int chain, in Party self, in Party peer) => self.Named is null && peer.Named is null
        ? graph.Table(chain, self.AddressClass, peer.AddressClass)
        : graph.Table(chain, self.Class, peer.Class);

    public DecisionTable Stage(HostStage stage, in Party self, in Party peer) => _tables.At(stage, Chain(stage.Chain, self, peer));

    public DecisionTable Combine(Combination how, DecisionTable first, DecisionTable second) => _tables.Combine(how, first, second);

    public IStages<DecisionTable> AtPort(Protocol protocol, ushort port) => new BeforeTranslation(this, protocol, port);

    /// <summary>Decides all traffic of a protocol as the tables decide about one port.</summary>
    private sealed class BeforeTranslation(TableStages stages, Protocol protocol, ushort port) : IStages<DecisionTable>
    {
        public DecisionTable Fixed(DecisionTable table) => OfPort(table);

        public DecisionTable Chain(int chain, in Party self, in Party peer) => OfPort(stages.Chain(chain, self, peer));

        public DecisionTable Stage(HostStage stage, in Party self, in Party peer) => OfPort(stages.Stage(stage, self, peer));

        public DecisionTable Combine(Combination how, DecisionTable first, DecisionTable second) => stages.Combine(how, first, second);

        public IStages<DecisionTable> AtPort(Protocol protocol, ushort port) => new BeforeTranslation(stages, protocol, port);

        private DecisionTable OfPort(DecisionTable table) => stages._tables.OfPort(protocol, port, table);
    }
}
