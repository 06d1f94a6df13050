using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Cni;
using PolicyEngine.Dataplane.Cni.Verbs;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using Property = TestKit.Property;

namespace Dataplane.Tests.Cni.Verbs;

/// <summary>The verbs of CNI over both kinds of addresses.</summary>
public sealed class CniPluginTests
{
    private static readonly CniPod s_pod = new("shop", "web-0", "n1");
    private static readonly CniAttachment s_attachment = new("c1", "eth0");

    public static TheoryData<string> Plugins => ["calico", "bridge"];

    [Fact]
    public void Calico_answers_with_a_single_address_and_the_gateway_that_every_node_answers_for()
    {
        CniResult result = Make("calico").Add(s_attachment, s_pod).Result!;

        Assert.Equal("calia4fc3c48bd8 eth0", string.Join(' ', result.Interfaces.Select(link => link.Name)));
        Assert.Equal(("", "c1"), (result.Interfaces[0].Sandbox, result.Interfaces[1].Sandbox));
        Assert.Equal(32, Assert.Single(result.Addresses).Length);
        Assert.Equal("169.254.1.1 dev eth0 scope link, default via 169.254.1.1 dev eth0", string.Join(", ", result.Routes.Select(route => route.ToString()).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_bridge_answers_with_an_address_of_the_nodes_subnet_and_its_first_address_as_gateway()
    {
        CniResult result = Make("bridge").Add(s_attachment, s_pod).Result!;

        Assert.Equal("10.244.1.2/24", Assert.Single(result.Addresses).ToString());
        Assert.Equal("default via 10.244.1.1 dev eth0, 10.244.0.0/16 via 10.244.1.1 dev eth0", string.Join(", ", result.Routes));
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void A_second_ADD_without_DEL_fails(string kind)
    {
        CniPlugin plugin = Make(kind);
        plugin.Add(s_attachment, s_pod);

        Assert.Equal(CniFailure.AlreadyAttached, plugin.Add(s_attachment, s_pod).Failure?.Code);
        Assert.True(plugin.Add(s_attachment with { Interface = "eth1" }, s_pod with { Name = "web-1" }).Succeeded);
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void DEL_succeeds_however_often_it_is_asked_and_ADD_after_it_too(string kind)
    {
        CniPlugin plugin = Make(kind);
        plugin.Delete(s_attachment, s_pod);
        plugin.Add(s_attachment, s_pod);
        plugin.Delete(s_attachment, s_pod);
        plugin.Delete(s_attachment, s_pod);

        Assert.Empty(plugin.Pods);
        Assert.True(plugin.Add(s_attachment, s_pod).Succeeded);
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void CHECK_compares_with_what_was_told_and_needs_it(string kind)
    {
        CniPlugin plugin = Make(kind);
        CniResult told = plugin.Add(s_attachment, s_pod).Result!;

        Assert.Null(plugin.Check(s_attachment, told));
        Assert.Equal(CniFailure.InvalidConfiguration, plugin.Check(s_attachment, null)?.Code);
        Assert.Equal(CniFailure.Differs, plugin.Check(s_attachment, told with { Addresses = [] })?.Code);
        plugin.Delete(s_attachment, s_pod);
        Assert.Equal(CniFailure.Differs, plugin.Check(s_attachment, told)?.Code);
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void GC_keeps_what_the_runtime_knows_and_frees_the_rest(string kind)
    {
        CniPlugin plugin = Make(kind);
        CniAttachment other = new("c2", "eth0");
        plugin.Add(s_attachment, s_pod);
        plugin.Add(other, s_pod with { Name = "web-1" });

        plugin.Collect([other]);

        Assert.Equal("web-1", Assert.Single(plugin.Pods).Name);
    }

    [Fact]
    public void STATUS_says_where_nothing_can_be_wired()
    {
        Assert.Null(Make("calico").Status("n1"));
        Assert.Equal(CniFailure.NotAvailable, new CalicoPlugin(new CalicoIpam()).Status("n1")?.Code);
        Assert.Equal(CniFailure.NotAvailable, Make("bridge").Status("n2")?.Code);
    }

    [Fact]
    public void A_pod_without_a_free_address_is_not_wired() =>
        Assert.Equal(CniFailure.NoAddress, new CalicoPlugin(new CalicoIpam()).Add(s_attachment, s_pod).Failure?.Code);

    [Theory]
    [MemberData(nameof(Plugins))]
    public void F18_a_failed_ADD_leaves_nothing_behind_and_ADD_after_DEL_succeeds(string kind) => Property.Holds(
        Arb.From(from before in Gen.Choose(0, 5) from breaksAt in Gen.Elements(Enum.GetValues<CniStep>()) from deletes in Gen.Elements(true, false) select (before, breaksAt, deletes)),
        value =>
        {
            CniPlugin plugin = Make(kind, out Func<int> held);
            for (int number = 0; number < value.before; number++)
            {
                plugin.Add(new CniAttachment($"before-{number}", "eth0"), s_pod with { Name = $"before-{number}" });
            }

            string before = StateOf(plugin, held);
            Assert.False(plugin.Add(s_attachment, s_pod, value.breaksAt).Succeeded);
            Assert.Equal(before, StateOf(plugin, held));
            if (value.deletes)
            {
                plugin.Delete(s_attachment, s_pod);
                Assert.Equal(before, StateOf(plugin, held));
            }

            Assert.True(plugin.Add(s_attachment, s_pod).Succeeded);
            plugin.Delete(s_attachment, s_pod);
            Assert.Equal(before, StateOf(plugin, held));
        });

    private static string StateOf(CniPlugin plugin, Func<int> held) => $"{held()} held: " + string.Join(' ', plugin.Pods.Select(pod => $"{pod.Stack}={string.Join(',', pod.Addresses)}"));

    private static CniPlugin Make(string kind) => Make(kind, out _);

    private static CniPlugin Make(string kind, out Func<int> held)
    {
        if (kind == "bridge")
        {
            HostLocalIpam local = HostLocalIpam.Create([[new AddressRange(Walk.TwoNodes.Prefix("10.244.1.0/24"))]], out _)!;
            held = () => local.Reserved.Count();
            return new BridgePlugin("n1", Walk.TwoNodes.Prefix("10.244.1.0/24"), Walk.TwoNodes.Prefix("10.244.0.0/16"), local);
        }

        CalicoIpam ipam = new();
        held = () => ipam.Read().Blocks.Sum(block => block.Allocations.Count(allocation => allocation is not null));
        ipam.PutNode("n1", LabelSet.Empty);
        ipam.PutPool(new AddressPool("pods", Walk.TwoNodes.Prefix("10.244.0.0/16")));
        return new CalicoPlugin(ipam);
    }
}
