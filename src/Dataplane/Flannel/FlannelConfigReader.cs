using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>Reads the text of a network configuration.</summary>
internal static class FlannelConfigReader
{
    public static FlannelResult<FlannelConfig> Read(string text)
    {
        if (JsonOptions.Parse(text, out string? error) is not { } options)
        {
            return new(FlannelErrorKind.Malformed, error!);
        }

        JsonOptions? backend = options.Object("Backend");
        FlannelConfig config = new()
        {
            V4 = Network(options, IpFamily.V4, "", enabled: true),
            V6 = Network(options, IpFamily.V6, "IPv6", enabled: false),
            Backend = backend is null ? new() : Backend(backend),
        };
        return (options.Error ?? backend?.Error) is { } wrong ? new(FlannelErrorKind.Malformed, wrong) : new(config);
    }

    private static FlannelSubnets Network(JsonOptions options, IpFamily family, string prefix, bool enabled) => new(family)
    {
        Enabled = options.Flag(family == IpFamily.V4 ? "EnableIPv4" : "EnableIPv6", enabled),
        Cidr = NotAllZero(options.Prefix(prefix + "Network", family)),
        SubnetLength = options.Number(prefix + "SubnetLen"),
        SubnetMin = NotZero(options.Address(prefix + "SubnetMin", family)),
        SubnetMax = NotZero(options.Address(prefix + "SubnetMax", family)),
    };

    private static FlannelBackendConfig Backend(JsonOptions options)
    {
        // An object without a type names the empty one; only a missing object means the default.
        FlannelBackendConfig named = new() { Type = options.Text("Type") ?? "" };
        return named with
        {
            Vni = options.Number("VNI", named.Vni),
            Port = options.Number("Port", named.Port),
            Gbp = options.Flag("GBP"),
            DirectRouting = options.Flag("DirectRouting"),
            ListenPort = options.Number("ListenPort", named.ListenPort),
            ListenPortV6 = options.Number("ListenPortV6", named.ListenPortV6),
            Mode = options.Text("Mode") switch
            {
                null or "separate" => WireguardMode.Separate,
                "auto" => WireguardMode.Auto,
                "ipv4" => WireguardMode.Ipv4,
                "ipv6" => WireguardMode.Ipv6,
                _ => options.Refuse("Mode", "separate, auto, ipv4 or ipv6", WireguardMode.Separate),
            },
        };
    }

    // Go's zero values are indistinguishable from what is unset.
    private static IpPrefix? NotAllZero(IpPrefix? prefix) => prefix is { Length: 0 } ? null : prefix;

    private static IpAddress? NotZero(IpAddress? address) => address is { } set && set.Value == default ? null : address;
}
