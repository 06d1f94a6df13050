using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Model;

namespace Dataplane.Tests.Worlds;

/// <summary>How packets travel between the nodes of a world.</summary>
public enum Travel
{
    Plain,
    Ipip,
    IpipAcrossSubnets,
    Vxlan,
    VxlanAcrossSubnets,
}

/// <summary>What a small cluster is made of; a world is built from it.</summary>
/// <param name="Travel">How packets travel between nodes.</param>
/// <param name="Subnets">For each node the subnet it is in.</param>
/// <param name="Pods">For each pod the node that runs it.</param>
/// <param name="BlockSize">The prefix length of IPv4 blocks.</param>
/// <param name="IsDual">Whether there is IPv6 as well.</param>
/// <param name="TranslatesOutgoing">Whether pods leave with their node's address.</param>
/// <param name="SparesHosts">Whether they keep their own towards nodes.</param>
public sealed record Plan(Travel Travel, int[] Subnets, int[] Pods, int BlockSize, bool IsDual, bool TranslatesOutgoing, bool SparesHosts)
{
    public EncapsulationMode Ipip => Travel switch
    {
        Travel.Ipip => EncapsulationMode.Always,
        Travel.IpipAcrossSubnets => EncapsulationMode.CrossSubnet,
        _ => EncapsulationMode.Never,
    };

    public EncapsulationMode Vxlan => Travel switch
    {
        Travel.Vxlan => EncapsulationMode.Always,
        Travel.VxlanAcrossSubnets => EncapsulationMode.CrossSubnet,
        _ => EncapsulationMode.Never,
    };

    public static Arbitrary<Plan> Any { get; } = Arb.From(
        from travel in Gen.Elements(Enum.GetValues<Travel>())
        from nodes in Gen.Choose(1, 5)
        from subnets in Gen.Choose(0, 2).ArrayOf(nodes)
        from count in Gen.Choose(0, 12)
        from pods in Gen.Choose(0, nodes - 1).ArrayOf(count)
        from blockSize in Gen.Choose(26, 30)
        from isDual in Gen.Elements(true, false)
        from translates in Gen.Elements(true, false)
        from spares in Gen.Elements(true, false)
        select new Plan(travel, subnets, pods, blockSize, isDual, translates, spares),
        Smaller);

    public override string ToString() =>
        $"{Travel}, nodes in subnets [{string.Join(' ', Subnets)}], pods on nodes [{string.Join(' ', Pods)}], blocks /{BlockSize}{(IsDual ? ", dual" : "")}{(TranslatesOutgoing ? ", nat" : "")}{(SparesHosts ? ", spares hosts" : "")}";

    private static IEnumerable<Plan> Smaller(Plan plan)
    {
        for (int pod = 0; pod < plan.Pods.Length; pod++)
        {
            yield return plan with { Pods = [.. plan.Pods[..pod], .. plan.Pods[(pod + 1)..]] };
        }

        if (plan.Subnets.Length > 1)
        {
            int last = plan.Subnets.Length - 1;
            yield return plan with { Subnets = plan.Subnets[..last], Pods = [.. plan.Pods.Where(node => node != last)] };
        }

        if (plan.IsDual)
        {
            yield return plan with { IsDual = false };
        }
    }
}
