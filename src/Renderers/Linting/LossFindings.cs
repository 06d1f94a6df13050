using PolicyEngine.Linting;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Renderers.Linting;

/// <summary>Makes findings of what targets cannot say, at the rules that it is of.</summary>
internal static class LossFindings
{
    /// <summary>What has no place in the input, such as what no policy decides.</summary>
    public static LintTarget Nowhere { get; } = new("", "", SourceSpan.None);

    /// <summary>The losses of all targets that matter to a rule.</summary>
    public static IEnumerable<Finding> Of(LintContext context, LintRuleDescriptor rule, TargetRenderings renderings, Func<LossSeverity, bool> matters) =>
        from rendering in renderings.Of(context)
        from loss in rendering.Result.Losses
        where matters(loss.Severity)
        select rule.At(PlaceOf(context, loss.Rule), $"`{rendering.Target}`: {loss.Reason}{ExampleOf(loss)}");

    private static string ExampleOf(Loss loss) =>
        loss.Example is { } example ? $", for example `{example.Source}` to `{example.Destination}`, {example.Traffic}" : "";

    private static LintTarget PlaceOf(LintContext context, string name)
    {
        string[] words = name.Split(' ', 2);
        if (context.Model.Policies.FirstOrDefault(policy => policy.Name.ToString() == words[0]) is not { } policy)
        {
            return Nowhere;
        }

        Rule? rule = policy.Ingress.Concat(policy.Egress).FirstOrDefault(rule => rule.Path == words[^1]);
        return rule is null ? LintTarget.Of(policy) : LintTarget.Of(policy, rule);
    }
}
