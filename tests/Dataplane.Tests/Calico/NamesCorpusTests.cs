using System.Globalization;
using System.Text.Json;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Model;
using TestKit;

namespace Dataplane.Tests.Calico;

/// <summary>Names and numbers that Calico and Terway derive, compared with what their own functions printed.</summary>
public sealed class NamesCorpusTests
{
    // What the tests of block walks and of kube-proxy compare.
    private static readonly string[] s_elsewhere = ["first block visited by a host", "walk seed of a host (32-bit FNV-1)", "first six 32-bit outputs of the seeded generator", "kube-proxy chain names", "kube-proxy random probability of first of n"];

    public static TheoryData<string> Names => IpamCase.NamesOf("names.json", entry => !s_elsewhere.Contains(entry.GetProperty("function").GetString()));

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Names))]
    public void A_derived_name_is_the_one_that_was_printed(string id)
    {
        JsonElement entry = IpamCase.Named(id);
        (JsonElement input, JsonElement expect) = (entry.GetProperty("input"), entry.GetProperty("expect"));
        switch (entry.GetProperty("function").GetString())
        {
            case "calico host interface name" or "terway host interface name":
                Assert.Equal(expect.GetString(), InterfaceOf(input));
                break;
            case "workload endpoint name":
                Assert.Equal(expect.GetString(), WorkloadEndpointName.Of(Text(input, "node"), Text(input, "orchestrator"), Text(input, "pod"), Text(input, "endpoint")));
                break;
            case "IPv6 link-local of host side MAC":
                Assert.True(MacAddress.TryParse(input.GetString(), out MacAddress mac));
                Assert.Equal(expect.GetString(), PodWiring.LinkLocalOf(mac).ToString());
                break;
            case "masquerade source port range that avoids the VXLAN port":
                Assert.All(expect.EnumerateObject(), port => Assert.Equal(port.Value.GetString(), CorpusShape.InIptables(MasqueradePorts.Beside(int.Parse(port.Name, CultureInfo.InvariantCulture)))));
                break;
            case "BGP router id when CALICO_ROUTER_ID=hash":
                Assert.Equal(expect.GetString(), RouterId.Of(input.GetString()!).ToString());
                break;
            case var other:
                Assert.Fail($"the corpus has a function that nothing compares: {other}");
                break;
        }
    }

    private static string InterfaceOf(JsonElement input) => WorkloadInterface.NameOf(
        Text(input, "namespace"),
        Text(input, "pod"),
        input.TryGetProperty("interfacePrefix", out JsonElement prefixes) || input.TryGetProperty("prefix", out prefixes) ? prefixes.GetString()! : "cali",
        input.TryGetProperty("ifName", out JsonElement device) ? device.GetString()! : "eth0");

    private static string Text(JsonElement input, string name) => input.GetProperty(name).GetString()!;
}
