using PolicyEngine.Text;

namespace PolicyEngine.Model;

/// <summary>A group of policies that are evaluated together.</summary>
/// <param name="Name">The tier's name.</param>
/// <param name="Order">Its place among the tiers, ascending; positive infinity comes last.</param>
/// <param name="DefaultAction">
/// What happens to traffic that the tier's policies select and no rule of theirs decides: <see cref="RuleAction.Deny"/> or
/// <see cref="RuleAction.Pass"/>.
/// </param>
/// <param name="Exists">False for a tier that policies name and no input declares; it comes after all real tiers.</param>
/// <param name="Span">Where it is declared.</param>
public sealed record Tier(string Name, double Order, RuleAction DefaultAction, bool Exists, SourceSpan Span)
{
    /// <summary>The name of the tier that holds policies which name none.</summary>
    public const string DefaultName = "default";

    /// <summary>The name of the tier of cluster policies before those of namespaces.</summary>
    public const string AdminName = "kube-admin";

    /// <summary>The name of the tier of cluster policies behind those of namespaces.</summary>
    public const string BaselineName = "kube-baseline";

    /// <summary>The tiers every cluster has (<c>kube-admin</c>, <c>default</c>, <c>kube-baseline</c>).</summary>
    public static IReadOnlyList<Tier> BuiltIn { get; } =
    [
        new Tier(AdminName, 1_000, RuleAction.Pass, true, SourceSpan.None),
        new Tier(DefaultName, 1_000_000, RuleAction.Deny, true, SourceSpan.None),
        new Tier(BaselineName, 10_000_000, RuleAction.Pass, true, SourceSpan.None),
    ];
}
