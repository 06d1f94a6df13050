using PolicyEngine.Model;

namespace PolicyEngine.Connectivity;

/// <summary>Compares policies by what they say, wherever they are written.</summary>
internal static class PolicyContents
{
    /// <summary>Whether two policies say the same, whatever their names are.</summary>
    public static bool AreSame(Policy one, Policy other) =>
        (one.Tier, one.Order, one.Governs, one.Stage, one.AppliesOnForward) == (other.Tier, other.Order, other.Governs, other.Stage, other.AppliesOnForward)
        && one.Subject.Text == other.Subject.Text
        && (one.Fault is null) == (other.Fault is null)
        && AreSame(one.Ingress, other.Ingress)
        && AreSame(one.Egress, other.Egress);

    /// <summary>Whether two lists of rules say the same.</summary>
    public static bool AreSame(IReadOnlyList<Rule> one, IReadOnlyList<Rule> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => IsSame(pair.First, pair.Second));

    private static bool IsSame(Rule one, Rule other) =>
        one.Action == other.Action && one.Families == other.Families && one.Traffic == other.Traffic && IsSame(one.Http, other.Http)
        && (one.Fault is null) == (other.Fault is null)
        && IsSame(one.Source, other.Source)
        && IsSame(one.Destination, other.Destination);

    private static bool IsSame(PeerMatch one, PeerMatch other) =>
        one.Selector?.Text == other.Selector?.Text && one.NotSelector?.Text == other.NotSelector?.Text && one.Nodes?.Text == other.Nodes?.Text
        && one.Nets == other.Nets && one.NotNets == other.NotNets && one.IsByAddress == other.IsByAddress && one.Service == other.Service
        && one.Domains.SequenceEqual(other.Domains, StringComparer.Ordinal)
        && IsSame(one.Ports, other.Ports)
        && IsSame(one.NotPorts, other.NotPorts);

    private static bool IsSame(HttpMatch? one, HttpMatch? other) =>
        (one is null) == (other is null) && (one is null || (one.Methods.SequenceEqual(other!.Methods, StringComparer.Ordinal) && one.Paths.SequenceEqual(other.Paths)));

    private static bool IsSame(PortMatch? one, PortMatch? other) =>
        (one is null) == (other is null) && (one is null || (one.Numbers == other!.Numbers && one.Names.SequenceEqual(other.Names)));
}
