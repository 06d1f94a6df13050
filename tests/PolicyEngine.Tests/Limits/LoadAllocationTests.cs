namespace PolicyEngine.Tests.Limits;

/// <summary>What loading allocates for each object, reading of the text included.</summary>
public sealed class LoadAllocationTests
{
    [Fact]
    public void A_pod_takes_a_few_kilobytes_to_load() => Assert.InRange(PerObject(pods: 4_000, policies: 0), 1, 7_000);

    [Fact]
    public void A_policy_takes_a_few_kilobytes_to_load() => Assert.InRange(PerObject(pods: PlainCluster.PodsPerNamespace, policies: 4_000), 1, 16_000);

    [Fact]
    public void Twice_the_objects_take_twice_as_much()
    {
        (long once, long twice) = (Allocated(2_000, 1_000), Allocated(4_000, 2_000));
        Assert.InRange(twice, once, once * 9 / 4);
    }

    private static long PerObject(int pods, int policies) => Allocated(pods, policies) / (pods + policies + (pods / PlainCluster.PodsPerNamespace));

    private static long Allocated(int pods, int policies)
    {
        string yaml = PlainCluster.Yaml(pods, policies);
        return Allocation.Of(() => new PolicyLoader().LoadText(yaml));
    }
}
