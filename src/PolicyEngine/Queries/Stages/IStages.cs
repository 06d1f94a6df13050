using PolicyEngine.Compilation;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>Carries out the stages of a half: for all traffic at once, or for one flow with every step written down.</summary>
/// <typeparam name="T">What becomes of the traffic.</typeparam>
internal interface IStages<T>
    where T : class
{
    /// <summary>What no chain decides.</summary>
    T Fixed(DecisionTable table);

    /// <summary>A pod's own chain.</summary>
    T Chain(int chain, in Party self, in Party peer);

    /// <summary>A chain of a host endpoint.</summary>
    T Stage(HostStage stage, in Party self, in Party peer);

    T Combine(Combination how, T first, T second);

    /// <summary>For stages before a port is translated: what they decide about this one is decided about the traffic it becomes.</summary>
    IStages<T> AtPort(Protocol protocol, ushort port);
}
