using static PolicyEngine.Specification.Town;

namespace PolicyEngine.Specification.Tests;

/// <summary>Services in rules of Calico.</summary>
public sealed class ServiceMatchTests
{
    private static readonly ServiceMatch s_web = new("web", "ns1");
    private static readonly EndpointSliceObject s_slice = new("ns1", "web-abc", "web", "IPv4")
    {
        Endpoints = [new SliceEndpoint(Server, Ready: true), new SliceEndpoint(B, Ready: false)],
        Ports = [new SlicePort(null, 80), new SlicePort("UDP", 53), new SlicePort("TCP", null)],
    };

    [Fact]
    public void A_destination_is_address_protocol_and_port_of_an_endpoint()
    {
        World world = Leaving(s_web);
        world.Allows(A, Server, 80);
        world.Allows(A, Server, 53, protocol: 17);
        world.Denies(A, Server, 53);
        world.Denies(A, Stranger, 80);
        world.Denies(A, Server, 0, protocol: 47);
    }

    [Fact]
    public void A_source_is_an_address_alone() => Entering(s_web).Allows(B, A, 12345);

    [Fact]
    public void No_other_source_is_an_address_of_the_service() => Entering(s_web).Denies(Stranger, A);

    [Fact]
    public void A_service_without_namespace_never_matches_in_a_namespaced_policy()
    {
        Leaving(new ServiceMatch("web", null)).Denies(A, Server);
        Entering(new ServiceMatch("web", null)).Denies(B, A);
    }

    [Fact]
    public void A_service_without_namespace_is_refused_in_a_global_policy() =>
        Leaving(new ServiceMatch("web", null), isGlobal: true).Expect(SpecifiedOutcome.Unknown, A, Server);

    [Fact]
    public void An_endpoint_that_is_not_ready_is_still_a_member() => Leaving(s_web).Allows(A, B);

    [Fact]
    public void A_port_without_number_adds_no_target() => Leaving(s_web).Denies(A, Server, 443);

    [Fact]
    public void A_service_has_all_of_its_slices_each_with_its_own_ports()
    {
        EndpointSliceObject other = s_slice with { Name = "web-def", Endpoints = [new SliceEndpoint(Stranger, null)], Ports = [new SlicePort("TCP", 443)] };
        World world = Leaving(s_web) with { EndpointSlices = [s_slice, other] };
        world.Allows(A, Stranger, 443);
        world.Denies(A, Stranger, 80);
        world.Denies(A, Server, 443);
    }

    [Fact]
    public void A_slice_of_another_namespace_or_without_service_leaves_the_service_unknown()
    {
        (Leaving(s_web) with { EndpointSlices = [s_slice with { Namespace = "ns2" }] }).Expect(SpecifiedOutcome.Unknown, A, Server);
        (Leaving(s_web) with { EndpointSlices = [s_slice with { Service = null }] }).Expect(SpecifiedOutcome.Unknown, A, Server);
    }

    [Fact]
    public void A_service_on_the_wrong_side_or_next_to_a_selector_is_refused()
    {
        CalicoSide side = new() { Service = s_web };
        Policy(new CalicoRule("Allow") { Source = side }).Expect(SpecifiedOutcome.Unknown, A, Server);
        Policy(new CalicoRule("Allow") { Destination = side with { Selector = new All() } }).Expect(SpecifiedOutcome.Unknown, A, Server);
        Policy(new CalicoRule("Allow") { Protocol = "TCP", Destination = side with { Ports = ["80"] } }).Expect(SpecifiedOutcome.Unknown, A, Server);
    }

    private static World Leaving(ServiceMatch service, bool isGlobal = false) => Policy(new CalicoRule("Allow") { Destination = new CalicoSide { Service = service } }, isGlobal);

    private static World Policy(CalicoRule rule, bool isGlobal = false) =>
        Empty.AndCalico(new CalicoPolicy(isGlobal ? null : "ns1", "p") { Types = ["Egress"], Egress = [rule] }) with { EndpointSlices = [s_slice] };

    private static World Entering(ServiceMatch service)
    {
        CalicoRule rule = new("Allow") { Source = new CalicoSide { Service = service } };
        return Empty.AndCalico(new CalicoPolicy("ns1", "p") { Types = ["Ingress"], Ingress = [rule] }) with { EndpointSlices = [s_slice] };
    }
}
