using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Finds which condition of a rule a flow fails first, in the order family, source, destination, traffic.</summary>
internal sealed class MismatchFinder(AddressClass sourceClass, AddressClass destinationClass, PeerMismatch source, PeerMismatch destination, TrafficPoint traffic, HttpRequest? request)
{
    // More than any mismatch of the traffic alone: a rule that names the other side is always nearer than one that does not.
    private const int PeerWeight = 4;

    private readonly TrafficMismatch _traffic = new(traffic, destination, source);

    /// <summary>The first condition that fails; the rule must not match.</summary>
    public RuleMismatch Find(CompiledRule rule)
    {
        RuleMismatch? family = rule.Rule.Families.HasFlag(sourceClass.Family.AsSet()) ? null : OfFamily(rule.Rule.Families);
        RuleMismatch? from = source.Find(rule.Rule.Source, rule.Source);
        RuleMismatch? to = destination.Find(rule.Rule.Destination, rule.Destination);
        int failures = Failures(family) + Failures(from) + Failures(to);
        TrafficSet admitted = rule.TrafficBetween(sourceClass, destinationClass);
        RuleMismatch? first = family ?? from ?? to;
        if (first is null)
        {
            return rule.AtFilter?.TrafficBetween(sourceClass, destinationClass).Contains(traffic) == true
                ? OfRequest(rule.Rule.Http!)
                : _traffic.Find(rule, rule.AtFilter?.TrafficBetween(sourceClass, destinationClass) ?? admitted);
        }

        return first with { Distance = (failures * PeerWeight) + (admitted.Contains(traffic) ? 0 : 1) };
    }

    private static int Failures(RuleMismatch? mismatch) => mismatch?.Distance ?? 0;

    private RuleMismatch OfFamily(IpFamilies families) =>
        new(RuleCondition.AddressFamily, $"traffic is {Name(sourceClass.Family.AsSet())}", Name(families)) { Distance = 1 };

    /// <summary>The rule lets packets through and the proxy behind it does not let the request through.</summary>
    private RuleMismatch OfRequest(HttpMatch asked)
    {
        bool isOtherMethod = request?.Method is { } method && !asked.AcceptsMethod(method);
        string required = isOtherMethod
            ? $"method {string.Join(" or ", asked.Methods)}"
            : $"path {string.Join(" or ", asked.Paths.Select(path => path.IsPrefix ? $"{path.Text} and below" : path.Text))}";
        return new RuleMismatch(isOtherMethod ? RuleCondition.HttpMethod : RuleCondition.HttpPath, $"request is {request}", ShortText.Of(required)) { Distance = 1 };
    }

    private static string Name(IpFamilies families) => families switch
    {
        IpFamilies.V4 => "IPv4",
        IpFamilies.V6 => "IPv6",
        _ => "no address family",
    };
}
