using System.Collections.Immutable;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;
using static Dataplane.Tests.Flannel.Backends.BackendHost;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Backends;

/// <summary>What holds of installed entries whatever the kernel refuses and whatever nodes tell.</summary>
public sealed class InstallationPropertyTests
{
    private static FlannelBackend Vxlan { get; } = Backend("""{"Type": "vxlan"}""");

    private static FlannelLease Numbered(int node) =>
        Other("vxlan", $"10.244.{node}.0/24", $"192.168.0.{node}", $"66:f9:37:c3:7e:{node:x2}");

    [Fact]
    public void A9_a_failing_addition_leaves_nothing_and_a_removal_leaves_only_what_could_not_be_removed() =>
        TestKit.Property.Holds<(byte[] Others, int Refused)>(run =>
        {
            FlannelState before = Vxlan.Desired((run.Others ?? []).Select(other => Numbered(100 + (other % 100))));
            FlannelLease lease = OtherDual("vxlan");
            int at = 0;
            FlannelStep added = Vxlan.Apply(before, LeaseEvent.Added(lease), _ => IsRefused(at++));
            int ofV4 = Enumerable.Range(0, 3).Count(number => IsRefused(number));
            int ofV6 = Enumerable.Range(3, 3).Count(number => IsRefused(number));
            Assert.Equal(ofV4 > 0 ? 0 : ofV6 > 0 ? 3 : 6, Lines(added.State).Except(Lines(before), StringComparer.Ordinal).Count());

            at = 0;
            FlannelStep removed = Vxlan.Apply(Vxlan.Apply(before, LeaseEvent.Added(lease)).State, LeaseEvent.Removed(lease), _ => IsRefused(at++));
            Assert.Equal([.. removed.Failed.Select(Line).Order(StringComparer.Ordinal)], Lines(removed.State).Except(Lines(before), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray());
            Assert.Equal(ofV4 + ofV6, removed.Failed.Length);

            bool IsRefused(int number) => ((run.Refused >> number) & 1) != 0;
        });

    [Fact]
    public void A10_after_any_changes_of_annotations_the_neighbour_has_the_newest_Ethernet_address_and_that_leads_to_the_node() =>
        TestKit.Property.Holds<(byte Mac, byte Address)[]>(changes =>
        {
            FlannelState state = After("vxlan", changes, out IpAddress publicIp, out MacAddress mac);

            Route route = Assert.Single(state.Routes);
            Neighbour neighbour = Assert.Single(state.Neighbours);
            Assert.Equal((route.Gateway, mac), (neighbour.Address, neighbour.Mac));
            Assert.Equal(publicIp, Assert.Single(state.FdbEntries, entry => entry.Mac == neighbour.Mac).Destination);
        });

    [Theory]
    [InlineData("vxlan", 3)]
    [InlineData("host-gw", 1)]
    [InlineData("ipip", 1)]
    [InlineData("udp", 1)]
    [InlineData("wireguard", 1)]
    public void F14_after_changes_of_the_public_address_there_is_one_entry_of_each_kind_for_the_subnet(string type, int entries) =>
        TestKit.Property.Holds<byte[]>(addresses =>
        {
            FlannelState state = After(type, [.. (addresses ?? []).Select(address => ((byte)0, address))], out IpAddress publicIp, out _);
            string[] lines = [.. Lines(state).Except(Lines(Of(type).Start), StringComparer.Ordinal)];

            Assert.Equal(entries, lines.Length);
            Assert.Single(lines, line => line.Contains($" {publicIp}", StringComparison.Ordinal));
        });

    private static FlannelBackend Of(string type) => Backend($$"""{"Type": "{{type}}"}""", dual: false);

    /// <summary>What a node holds after another one came and changed its annotations.</summary>
    private static FlannelState After(string type, (byte Mac, byte Address)[]? changes, out IpAddress publicIp, out MacAddress mac)
    {
        FlannelBackend backend = Of(type);
        KubeLeases leases = new(FlannelConfig.Read("""{"Network": "10.244.0.0/16"}""").Value!);
        KubeNode? node = null;
        FlannelState state = backend.Start;
        (publicIp, mac) = (default, default);
        foreach ((byte number, byte address) in ((changes ?? []).Prepend(((byte)0, (byte)7))))
        {
            (publicIp, mac) = (Ip($"10.0.0.{address}"), Mac($"66:f9:37:c3:7e:{number % 4:x2}"));
            KubeNode bare = new("n2", [Block("10.244.2.0/24")], ImmutableSortedDictionary<string, string>.Empty);
            KubeNode after = leases.Acquire(bare, Other(type, publicIp: $"{publicIp}", mac: $"{mac}").Attributes).Value!.Node;
            state = leases.Changed(node, after) is { } change ? backend.Apply(state, change).State : state;
            node = after;
        }

        return state;
    }

    private static string Line(FlannelEntry entry) => Lines(entry.InstallIn(FlannelState.Empty)).Single();
}
