using PolicyEngine.Dataplane.Cni;
using PolicyEngine.Sets;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Cni;

/// <summary>host-local beside a model that holds a circle of addresses.</summary>
public sealed class HostLocalPropertyTests
{
    private static readonly AddressRange[] Ranges =
    [
        new(Block("10.1.0.0/29")),
        new(Block("10.2.0.0/24")) { Start = Ip("10.2.0.7"), End = Ip("10.2.0.9"), Gateway = Ip("10.2.0.8") },
    ];

    private static readonly List<IpAddress> Circle = [.. new[] { 2, 3, 4, 5, 6 }.Select(last => Ip($"10.1.0.{last}")), Ip("10.2.0.7"), Ip("10.2.0.9")];

    [Fact]
    public void I30_allocations_go_around_and_an_address_comes_again_only_after_one_turn() =>
        TestKit.Property.Holds<(byte Kind, byte Container)[]>(steps =>
        {
            HostLocalIpam ipam = HostLocalIpam.Create([[.. Ranges]], out _)!;
            Dictionary<IpAddress, byte> held = [];
            Dictionary<IpAddress, int> lastGiven = [];
            int walked = -1;
            foreach ((byte kind, byte container) in steps)
            {
                CniAttachment attachment = new($"c{container % 9}", "eth0");
                if (kind % 3 == 0)
                {
                    ipam.Release(attachment);
                    held = held.Where(entry => entry.Value != container % 9).ToDictionary();
                    continue;
                }

                bool has = held.ContainsValue((byte)(container % 9));
                int ahead = Enumerable.Range(1, Circle.Count).FirstOrDefault(step => !held.ContainsKey(At(walked + step)));
                HostLocalResult result = ipam.Add(attachment);
                Assert.Equal(has ? HostLocalErrorKind.DuplicateAllocation : ahead == 0 ? HostLocalErrorKind.Exhausted : null, result.Error?.Kind);
                if (result.Error is null)
                {
                    walked += ahead;
                    IpAddress given = Assert.Single(result.Addresses).Address;
                    Assert.Equal(At(walked), given);
                    Assert.True(!lastGiven.TryGetValue(given, out int before) || walked - before >= Circle.Count);
                    lastGiven[given] = walked;
                    held[given] = (byte)(container % 9);
                }

                Assert.Equal(held.Keys.Order(), ipam.Reserved.Select(entry => entry.Key));
            }
        });

    private static IpAddress At(int walked) => Circle[(walked + Circle.Count) % Circle.Count];
}
