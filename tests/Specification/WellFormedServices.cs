namespace PolicyEngine.Specification;

/// <summary>What the API would refuse of services in rules.</summary>
// Calico: the field table of rules; checks of rule lists.
public static class WellFormedServices
{
    public static bool Are(CalicoRule rule, bool ingress, string? home) =>
        Is(rule.Source, isPlace: ingress, home)
        && Is(rule.Destination, isPlace: !ingress, home)
        && (rule.Destination.Service is null || (rule.Destination.Ports.IsEmpty && rule.Destination.NotPorts.IsEmpty));

    private static bool Is(CalicoSide side, bool isPlace, string? home) => side.Service is not { } service || (
        isPlace && (service.Namespace is not null || home is not null)
        && side is { Selector: null, NotSelector: null, NamespaceSelector: null, ServiceAccounts: null, Nets.IsEmpty: true, NotNets.IsEmpty: true });
}
