using PolicyEngine.Dataplane.Addressing;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads IPAMConfig and IPAMConfiguration.</summary>
internal static class IpamConfigReader
{
    public static IpamConfig Read(Fields spec) => new()
    {
        StrictAffinity = spec.Flag("strictAffinity") ?? false,
        AutoAllocateBlocks = spec.Flag("autoAllocateBlocks") ?? true,
        MaxBlocksPerHost = (int)(spec.Number("maxBlocksPerHost", 0, int.MaxValue) ?? 0),
        Cooldown = TimeSpan.FromSeconds(spec.Number("ipCooldownSeconds", 0, int.MaxValue) ?? 0),
    };
}
