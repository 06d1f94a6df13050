using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Services that have the address of another, and ports that kube-proxy writes no rules for.</summary>
internal sealed class ServiceWithoutRules() : NetworkCheck(
    "PE6525", Severity.Error, "Service not served", "give the Service an address and ports that no other has")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        IGrouping<IpAddress, ServicePortName>[] shared =
        [
            .. from port in cluster.Told.Services
               where port.ClusterAddress is not null
               group port.Name with { Port = "" } by port.ClusterAddress!.Value into address
               where address.Distinct().Skip(1).Any()
               select address,
        ];
        HashSet<ServicePortName> told = [.. shared.SelectMany(services => services)];

        // Rules differ from node to node, but not which of them there are.
        IEnumerable<ProxyProblem> problems = NodeProxy.Build(new ProxyNode(""), cluster.Proxy, cluster.Told.Services).Problems;
        return shared
            .Select(Shared)
            .Concat(problems
                .Where(problem => problem.Kind != ProxyProblemKind.AddressTaken || !told.Contains(problem.Port with { Port = "" }))
                .Select(problem => new Complaint(SubjectOf(problem.Port), $"kube-proxy does not serve all of `{problem.Port}`: {problem.Message}"))
                .Distinct());
    }

    private static Complaint Shared(IGrouping<IpAddress, ServicePortName> address)
    {
        ServicePortName[] services = [.. address.Distinct()];
        return new(SubjectOf(services[^1]), $"Services {FewNames.Of(services.Select(service => $"`{service}`"), services.Length)} have one cluster address, {address.Key}");
    }

    private static string SubjectOf(ServicePortName port) => $"Service/{port.Namespace}/{port.Service}";
}
