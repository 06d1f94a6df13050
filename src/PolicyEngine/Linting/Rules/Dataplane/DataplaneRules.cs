using System.Collections.Immutable;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>Rules about the network that policies act on.</summary>
internal static class DataplaneRules
{
    public static ImmutableArray<ILintRule> All { get; } =
    [
        new PoolWithoutNode(),
        new PoolImmutable(),
        new PoolCapacity(),
        new StrictAffinityOnWindows(),
        new TunnelSource(),
        new SnatHidesClient(),
        new Hairpin(),
        new NoEnforcement(),
        new MtuMessages(),
        new LocalDnsCache(),
        new AmbientPort(),
    ];
}
