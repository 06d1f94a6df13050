using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>A rule that allows a port of a service in place of the port that its pods have.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Service">The service.</param>
/// <param name="Port">Its port.</param>
/// <param name="Allowed">The number that the rule allows.</param>
/// <param name="Target">The number of the pods' port.</param>
internal readonly record struct ServicePortUse(Policy Policy, Rule Rule, Service Service, ServicePort Port, ushort Allowed, ushort Target);

/// <summary>Finds rules about pods that allow a number by which only a service knows them.</summary>
internal sealed class ServicePortUses(LintContext context)
{
    private readonly Dictionary<Selector, Service[]> _services = [];

    /// <summary>The rules, where no pod behind the service listens on the number and the policy does not allow the pods' own port.</summary>
    /// <param name="numberOf">The number to look for of a service's port; 0 for none.</param>
    public IEnumerable<ServicePortUse> Find(Func<Service, ServicePort, ushort> numberOf)
    {
        foreach (Policy policy in context.Policies.Where(policy => policy.Stage == PolicyStage.Normal))
        {
            foreach ((Directions direction, Rule rule) in policy.RulesThatCount())
            {
                if (rule.Action == RuleAction.Allow && rule.Destination is { Ports: { } ports, Nets: null, NotSelector: null }
                    && (rule.Destination.Selector ?? (direction == Directions.Ingress ? policy.Subject : null)) is { } selector)
                {
                    foreach (ServicePortUse use in Find(policy, direction, rule, ports.Numbers, selector, numberOf))
                    {
                        yield return use;
                    }
                }
            }
        }
    }

    private IEnumerable<ServicePortUse> Find(Policy policy, Directions direction, Rule rule, TrafficSet numbers, Selector selector, Func<Service, ServicePort, ushort> numberOf)
    {
        foreach (Service service in ServicesOf(selector))
        {
            foreach (ServicePort port in service.Ports)
            {
                ushort allowed = numberOf(service, port);
                if (allowed != 0 && numbers.Contains(TrafficPoint.Ports(port.Protocol, allowed)) && TargetOf(service, port, selector, allowed) is { } target && !Allows(policy, direction, port.Protocol, target))
                {
                    yield return new ServicePortUse(policy, rule, service, port, allowed, target);
                }
            }
        }
    }

    private Service[] ServicesOf(Selector selector)
    {
        if (!_services.TryGetValue(selector, out Service[]? services))
        {
            services = [.. context.EndpointsOf(selector).SelectMany(context.Facts.Backends.ServicesOf).Distinct().OrderBy(service => service.Namespace, StringComparer.Ordinal).ThenBy(service => service.Name, StringComparer.Ordinal)];
            _services.Add(selector, services);
        }

        return services;
    }

    /// <summary>The port to which a service leads on the pods that a selector holds for; null where it is the number itself, where a pod listens on the number, and where it is not known.</summary>
    private ushort? TargetOf(Service service, ServicePort port, Selector selector, ushort number)
    {
        ushort? target = null;
        foreach (Endpoint backend in context.Facts.Backends.Of(service).Where(backend => selector.Matches(backend.Labels)))
        {
            ushort? own = ServiceBackends.TargetOn(port, backend);
            if (own is null || own == number || (target is not null && own != target) || ListensOn(backend, port.Protocol, number))
            {
                return null;
            }

            target = own;
        }

        return target;
    }

    private bool ListensOn(Endpoint backend, Protocol protocol, ushort number) =>
        context.DeclaresPort(backend, protocol, number)
        || context.Facts.Backends.ServicesOf(backend).Any(service => service.Ports.Any(port => port.Protocol == protocol && ServiceBackends.TargetOn(port, backend) == number));

    private static bool Allows(Policy policy, Directions direction, Protocol protocol, ushort number) => policy.Rules(direction).Any(rule =>
        rule.Action == RuleAction.Allow
        && (rule.Destination.Ports is not { } ports || !ports.Names.IsDefaultOrEmpty || ports.Numbers.Contains(TrafficPoint.Ports(protocol, number))));
}
