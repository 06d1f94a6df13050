using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>The network configuration that all nodes share (<c>net-conf.json</c>).</summary>
public sealed record FlannelConfig
{
    /// <summary>The IPv4 network; enabled unless the text says otherwise.</summary>
    public FlannelSubnets V4 { get; init; } = new(IpFamily.V4) { Enabled = true };

    /// <summary>The IPv6 network; enabled only on demand.</summary>
    public FlannelSubnets V6 { get; init; } = new(IpFamily.V6);

    /// <summary>How nodes reach one another's subnets.</summary>
    public FlannelBackendConfig Backend { get; init; } = new();

    /// <summary>Reads the JSON text. What it leaves out stays unset; see <see cref="Complete"/>.</summary>
    public static FlannelResult<FlannelConfig> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FlannelConfigReader.Read(text);
    }

    /// <summary>
    /// Fills in what is unset and checks the whole, IPv4 first. Where Kubernetes hands out the subnets, Flannel does neither.
    /// </summary>
    public FlannelResult<FlannelConfig> Complete()
    {
        FlannelResult<FlannelSubnets> v4 = V4.Complete();
        FlannelResult<FlannelSubnets> v6 = V6.Complete();
        return (v4.Error ?? v6.Error) is { } error
            ? new(null, error)
            : new(this with { V4 = v4.Value!, V6 = v6.Value! });
    }
}
