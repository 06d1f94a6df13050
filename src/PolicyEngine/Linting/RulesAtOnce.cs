using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace PolicyEngine.Linting;

/// <summary>Runs rules over an input, as many at once as there are processors.</summary>
internal static class RulesAtOnce
{
    /// <summary>What each rule finds.</summary>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static IReadOnlyDictionary<ILintRule, Finding[]> Run(IEnumerable<ILintRule> rules, LintContext context)
    {
        var found = new ConcurrentDictionary<ILintRule, Finding[]>();
        try
        {
            Parallel.ForEach(
                Partitioner.Create(Parts([.. rules]), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { CancellationToken = context.Cancellation },
                part =>
                {
                    foreach (ILintRule rule in part)
                    {
                        context.Cancellation.ThrowIfCancellationRequested();
                        found[rule] = [.. rule.Analyze(context)];
                    }
                });
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return found;
    }

    /// <summary>
    /// Rules about what policies mean all need to know what each rule does in the cluster, which takes longest to find out: one thread takes them, and begins
    /// with them. Those about cluster policies need it too, and come last.
    /// </summary>
    private static IEnumerable<ILintRule[]> Parts(ILintRule[] rules)
    {
        ILookup<bool, ILintRule> parts = rules.ToLookup(rule => rule.Descriptor.Group == LintGroup.Semantics);
        return parts[false].OrderBy(rule => rule.Descriptor.Group == LintGroup.ClusterPolicies).Select(rule => new[] { rule }).Prepend([.. parts[true]]);
    }
}
