using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>What the stages that a party's traffic passes depend on, where there are host endpoints.</summary>
/// <param name="Node">Its node.</param>
/// <param name="Address">The address of a host, which tells the interface.</param>
/// <param name="Pool">The pool of a pod.</param>
internal readonly record struct StageKey(string? Node, IpAddress? Address, IpPool? Pool);
