using PolicyEngine.Selectors;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>What a LabelSelector asks for: one selector for each requirement, in the API's order; all must hold.</summary>
internal sealed class LabelRequirements(IReadOnlyList<Selector> all)
{
    private Selector? _ofPods;

    public static LabelRequirements None { get; } = new([]);

    public IReadOnlyList<Selector> All => all;

    /// <summary>The pods that meet them.</summary>
    public Selector OfPods => _ofPods ??= Selector.And([CalicoLabels.IsPod, .. all]);
}
