namespace PolicyEngine.Queries;

/// <summary>All that a verdict depends on, of a pod on its node's network where it is taken for a pod like others.</summary>
/// <param name="AddressClass">The class of its address.</param>
/// <param name="IngressChain">The chain for traffic towards it.</param>
/// <param name="EgressChain">The chain for traffic from it.</param>
internal readonly record struct PodClass(int AddressClass, int IngressChain, int EgressChain);
