using System.Globalization;
using System.Text.Json;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Services.Chains;
using PolicyEngine.Sets;
using TestKit;

namespace Dataplane.Tests.Services;

/// <summary>Compares with the names and chances that kube-proxy's own package computed.</summary>
public sealed class ServiceNameCorpusTests
{
    private const string File = "names.json";

    public static TheoryData<string> Names => ServiceCase.NamesOf(File, "kp-");

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Names))]
    public void Names_and_chances_are_kube_proxys(string id)
    {
        JsonElement entry = ServiceCase.Named(File, id);
        JsonElement expect = entry.GetProperty("expect");
        string function = entry.GetProperty("function").GetString()!;
        if (function == "kube-proxy random probability of first of n")
        {
            Assert.All(expect.EnumerateObject(), chance =>
                Assert.Equal(chance.Value.GetString(), EndpointProbability.Text(int.Parse(chance.Name, CultureInfo.InvariantCulture))));
            return;
        }

        Assert.Equal("kube-proxy chain names", function);
        JsonElement input = entry.GetProperty("input");
        ServiceCase.AssertFields(input, "endpoint", "protocol", "servicePortName");
        Assert.All(expect.EnumerateObject(), name => Assert.Equal(name.Value.GetString(), NameOf(name.Name, input)));
    }

    private static string NameOf(string kind, JsonElement input)
    {
        string[] parts = input.GetProperty("servicePortName").GetString()!.Split('/', ':');
        ServicePortName name = new(parts[0], parts[1], parts.Length == 2 ? "" : parts[2]);
        Assert.True(Protocol.TryParse(input.GetProperty("protocol").GetString(), out Protocol protocol));
        string endpoint = input.GetProperty("endpoint").GetString()!;
        int colon = endpoint.LastIndexOf(':');
        ServiceBackend backend = new(ServiceLab.Ip(endpoint[..colon].Trim('[', ']')), ushort.Parse(endpoint.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        return kind switch
        {
            "cluster" => IptablesChains.Of("KUBE-SVC-", name, protocol),
            "local" => IptablesChains.Of("KUBE-SVL-", name, protocol),
            "external" => IptablesChains.Of("KUBE-EXT-", name, protocol),
            "firewall" => IptablesChains.Of("KUBE-FW-", name, protocol),
            "endpoint" => IptablesChains.Endpoint(name, protocol, backend),
            "nftCluster" => NftablesChains.Of("service-", name, protocol),
            "nftLocal" => NftablesChains.Of("local-", name, protocol),
            "nftExternal" => NftablesChains.Of("external-", name, protocol),
            "nftFirewall" => NftablesChains.Of("firewall-", name, protocol),
            "nftEndpoint" => NftablesChains.Endpoint(name, protocol, backend),
            _ => $"`{kind}` is not a name that is compared",
        };
    }
}
