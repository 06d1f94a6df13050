using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Limits;

/// <summary>How many names are remembered.</summary>
public sealed class PlainNameTests
{
    private const uint FirstAddress = 0xCB00_0000;

    private readonly PlainNames _names = new(PlainCluster.Load(500, 100));

    [Fact]
    public void Pods_are_remembered_however_many_addresses_are_met()
    {
        PlainParty? pod = _names.Find("ns-0/pod-0");
        Assert.NotNull(pod);
        Meet(PlainNames.MaxAddresses + 1);
        Assert.Same(pod, _names.Find("ns-0/pod-0"));
    }

    [Fact]
    public void Addresses_are_remembered_up_to_a_number()
    {
        PlainParty? first = Meet(1);
        Assert.NotNull(first);
        Assert.Same(first, Meet(PlainNames.MaxAddresses));
        Assert.NotSame(first, Meet(PlainNames.MaxAddresses + 1));
    }

    /// <summary>Looks up the first of so many addresses, then the others, then the first again.</summary>
    private PlainParty? Meet(int count)
    {
        for (uint number = 0; number < count; number++)
        {
            _names.Find(Name(number));
        }

        return _names.Find(Name(0));
    }

    private static string Name(uint number) => IpAddress.V4(FirstAddress + number).ToString();
}
