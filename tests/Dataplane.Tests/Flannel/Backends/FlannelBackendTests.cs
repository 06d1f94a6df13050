using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using static Dataplane.Tests.Flannel.Backends.BackendHost;

namespace Dataplane.Tests.Flannel.Backends;

/// <summary>What holds for every backend.</summary>
public sealed class FlannelBackendTests
{
    private static readonly string[] Types = ["vxlan", "host-gw", "udp", "ipip", "wireguard", "alloc"];

    public static TheoryData<string> Every => [.. Types];

    private static FlannelBackend Of(string type) => Backend($$"""{"Type": "{{type}}"}""");

    [Theory]
    [MemberData(nameof(Every))]
    public void A_node_with_another_backend_is_passed_over(string type)
    {
        FlannelBackend backend = Of(type);
        foreach (string other in Types.Where(other => other != type))
        {
            FlannelStep step = backend.Apply(backend.Start, LeaseEvent.Added(OtherDual(other)));
            Assert.Equal(FlannelOutcome.OtherBackend, step.Outcome);
            Assert.Equal(Lines(backend.Start), Lines(step.State));
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void A_lease_that_comes_twice_changes_nothing_and_one_that_goes_leaves_what_was_before(string type)
    {
        FlannelBackend backend = Of(type);
        FlannelState once = backend.Desired([OtherDual(type)]);

        Assert.Equal(Lines(once), Lines(backend.Desired([OtherDual(type), OtherDual(type)])));
        Assert.Equal(Lines(backend.Start), Lines(backend.Apply(once, LeaseEvent.Removed(OtherDual(type))).State));
    }

    [Theory]
    [InlineData("vxlan", 1450)]
    [InlineData("host-gw", 1500)]
    [InlineData("udp", 1472)]
    [InlineData("ipip", 1480)]
    [InlineData("wireguard", 1420)]
    [InlineData("alloc", 1500)]
    public void Pods_have_the_MTU_that_the_backend_leaves(string type, int mtu) => Assert.Equal(mtu, Of(type).Mtu);

    [Fact]
    public void Alloc_installs_nothing()
    {
        FlannelStep step = Of("alloc").Apply(FlannelState.Empty, LeaseEvent.Added(OtherDual("alloc")));

        Assert.Equal((FlannelOutcome.Applied, 0), (step.Outcome, Lines(step.State).Length));
        Assert.Empty(Of("alloc").Devices);
    }

    [Fact]
    public void A_backend_that_is_not_built_is_refused() =>
        Assert.Equal(FlannelErrorKind.Unsupported, FlannelBackend.Of(Host("""{"Type": "extension"}""")).Error!.Kind);
}
