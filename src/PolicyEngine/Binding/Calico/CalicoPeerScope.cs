using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Calico;

/// <summary>What the meaning of one side of a Calico rule depends on beside its own text.</summary>
/// <param name="PolicyNamespace">The policy's namespace; empty for global policies and profiles.</param>
/// <param name="RuleList">Whether the rule is one of <c>ingress</c> or <c>egress</c>.</param>
/// <param name="Protocol">The rule's protocol; null where it names none.</param>
/// <param name="IsSource">Whether it is the source.</param>
internal readonly record struct CalicoPeerScope(string PolicyNamespace, string RuleList, Protocol? Protocol, bool IsSource);
