using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Connectivity;

/// <summary>Compares all of two models, wherever it is written. Where it is not plain that they are the same, they are not.</summary>
internal static class ModelContents
{
    public static bool AreSame(PolicyModel one, PolicyModel other) =>
        AreSame(one.Policies, other.Policies, AreSame)
        && AreSame(one.Tiers, other.Tiers, (left, right) => left with { Span = SourceSpan.None } == right with { Span = SourceSpan.None })
        && AreSame(one.Namespaces, other.Namespaces, (left, right) => left with { Span = SourceSpan.None } == right with { Span = SourceSpan.None })
        && one.PendingDeletions.AsSpan().SequenceEqual(other.PendingDeletions.AsSpan())
        && one.NotTakenIntoAccount.Length == other.NotTakenIntoAccount.Length
        && ClusterContents.Relabelled(one, other) is { IsEmpty: true }
        && one.Endpoints.Differences(other.Endpoints).All(pair => pair.Was!.Annotations.SequenceEqual(pair.Now!.Annotations) && AreSame(pair.Was.Profiles, pair.Now.Profiles, AreSame));

    private static bool AreSame(Policy one, Policy other) =>
        (one.Name, one.StagedAction, one.IsAlwaysNeeded) == (other.Name, other.StagedAction, other.IsAlwaysNeeded)
        && (one.Fault, other.Fault) is (null, null)
        && PolicyContents.AreSame(one, other)
        && one.Ingress.Concat(one.Egress).Zip(other.Ingress.Concat(other.Egress)).All(pair => AreWrittenAlike(pair.First, pair.Second));

    private static bool AreWrittenAlike(Rule one, Rule other) =>
        (one.Fault, other.Fault) is (null, null) && (one.Path, one.YamlPath, one.Written) == (other.Path, other.YamlPath, other.Written)
        && one.Annotations.AsSpan().SequenceEqual(other.Annotations.AsSpan());

    private static bool AreSame(Profile one, Profile other) =>
        one.Name == other.Name && PolicyContents.AreSame(one.Ingress, other.Ingress) && PolicyContents.AreSame(one.Egress, other.Egress);

    private static bool AreSame<T>(ImmutableArray<T> one, ImmutableArray<T> other, Func<T, T, bool> areSame)
        where T : class =>
        one == other || (one.Length == other.Length && one.Zip(other).All(pair => ReferenceEquals(pair.First, pair.Second) || areSame(pair.First, pair.Second)));
}
