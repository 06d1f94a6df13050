using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>The stages of one host endpoint. A family that no policy of either direction belongs to has no stage.</summary>
internal sealed class HostStages(Endpoint hostEndpoint)
{
    private readonly Dictionary<(PolicyFamily, Directions), HostStage> _stages = [];

    public Endpoint HostEndpoint { get; } = hostEndpoint;

    /// <summary>Whether traffic of pods passes any of its stages.</summary>
    public bool TouchesForwarded => _stages.Keys.Any(stage => stage.Item1 != PolicyFamily.Normal);

    public IEnumerable<HostStage> All => _stages.Values;

    public HostStage? Find(PolicyFamily family, Directions direction) => _stages.GetValueOrDefault((family, direction));

    public void Add(PolicyFamily family, PolicyChain chain) => _stages.Add((family, chain.Direction), new HostStage(HostEndpoint, family, chain));
}
