using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>What a pod is to get, once its annotations and the configuration are read together.</summary>
internal sealed record CniPlan
{
    public bool WantsV4 { get; private init; }

    public bool WantsV6 { get; private init; }

    public ImmutableArray<IpPrefix> V4Pools { get; private init; } = [];

    public ImmutableArray<IpPrefix> V6Pools { get; private init; } = [];

    /// <summary>The addresses that the pod names; empty if any will do.</summary>
    public ImmutableArray<IpAddress> Addresses { get; private init; } = [];

    /// <summary>Whether the addresses are the pod's own affair.</summary>
    public bool IsWithoutIpam { get; private init; }

    public ImmutableArray<IpAddress> Floating { get; private init; } = [];

    public MacAddress? HardwareAddress { get; private init; }

    /// <summary>Reads a request.</summary>
    /// <returns>Why it cannot be served; null if it can.</returns>
    public static CniError? Read(CalicoCniRequest request, CalicoCniConfig config, IReadOnlyCollection<AddressPool> pools, out CniPlan plan)
    {
        CniAnnotations annotations = new(request);
        plan = new CniPlan();
        return ReadFamilies(annotations, config, ref plan)
            ?? ReadPools(annotations, config, pools, ref plan)
            ?? ReadAddresses(annotations, config, ref plan)
            ?? ReadFloating(annotations, config, ref plan)
            ?? ReadHardwareAddress(annotations, ref plan);
    }

    private static CniError? ReadFamilies(CniAnnotations annotations, CalicoCniConfig config, ref CniPlan plan)
    {
        if (annotations.ReadList(CniAnnotations.Families, out List<string>? families) is { } error)
        {
            return error;
        }

        plan = families is null
            ? plan with { WantsV4 = config.AssignV4, WantsV6 = config.AssignV6 }
            : plan with { WantsV4 = families.Contains("IPv4"), WantsV6 = families.Contains("IPv6") };
        return families?.Find(family => family is not ("IPv4" or "IPv6")) is { } unknown
            ? CniAnnotations.Invalid(CniAnnotations.Families, $"has `{unknown}`, which is not a family")
            : null;
    }

    private static CniError? ReadPools(CniAnnotations annotations, CalicoCniConfig config, IReadOnlyCollection<AddressPool> pools, ref CniPlan plan)
    {
        PoolNames names = new(pools);
        CniError? v4Error = names.Read(annotations, CniAnnotations.V4Pools, config.V4Pools, IpFamily.V4, out ImmutableArray<IpPrefix> v4);
        CniError? v6Error = names.Read(annotations, CniAnnotations.V6Pools, config.V6Pools, IpFamily.V6, out ImmutableArray<IpPrefix> v6);
        plan = plan with { V4Pools = v4, V6Pools = v6 };
        return v4Error ?? v6Error;
    }

    private static CniError? ReadAddresses(CniAnnotations annotations, CalicoCniConfig config, ref CniPlan plan)
    {
        bool isWithoutIpam = annotations.OfPod(CniAnnotations.AddressesWithoutIpam) is not null;
        if (isWithoutIpam && annotations.OfPod(CniAnnotations.Addresses) is not null)
        {
            return new(CniErrorKind.ConflictingAnnotations, $"annotations {CniAnnotations.Addresses} and {CniAnnotations.AddressesWithoutIpam} exclude each other");
        }

        if (isWithoutIpam && !config.AllowsAddressesWithoutIpam)
        {
            return Disabled(CniAnnotations.AddressesWithoutIpam);
        }

        string name = isWithoutIpam ? CniAnnotations.AddressesWithoutIpam : CniAnnotations.Addresses;
        if (annotations.ReadAddresses(name, out List<IpAddress> addresses) is { } error)
        {
            return error;
        }

        int v4 = addresses.Count(address => address.Family == IpFamily.V4);
        plan = addresses.Count == 0
            ? plan
            : plan with { Addresses = [.. addresses], IsWithoutIpam = isWithoutIpam, WantsV4 = v4 > 0, WantsV6 = v4 < addresses.Count };
        return v4 > 1 || addresses.Count - v4 > 1 ? CniAnnotations.Invalid(name, "has more than one address of a family") : null;
    }

    private static CniError? ReadFloating(CniAnnotations annotations, CalicoCniConfig config, ref CniPlan plan)
    {
        if (annotations.ReadAddresses(CniAnnotations.FloatingAddresses, out List<IpAddress> floating) is { } error)
        {
            return error;
        }

        if (floating.Count > 0 && !config.AllowsFloatingAddresses)
        {
            return Disabled(CniAnnotations.FloatingAddresses);
        }

        (bool v4, bool v6) = (plan.WantsV4, plan.WantsV6);
        plan = plan with { Floating = [.. floating] };
        return floating.Exists(address => !(address.Family == IpFamily.V4 ? v4 : v6))
            ? CniAnnotations.Invalid(CniAnnotations.FloatingAddresses, "has an address of a family that the pod has none of")
            : null;
    }

    private static CniError? ReadHardwareAddress(CniAnnotations annotations, ref CniPlan plan)
    {
        if (annotations.OfPod(CniAnnotations.HardwareAddress) is not { } text)
        {
            return null;
        }

        bool isValid = MacAddress.TryParse(text, out MacAddress address);
        plan = plan with { HardwareAddress = address };
        return isValid ? null : CniAnnotations.Invalid(CniAnnotations.HardwareAddress, $"is `{text}`, which is not a hardware address");
    }

    private static CniError Disabled(string name) => new(CniErrorKind.FeatureDisabled, $"annotation {name} is not allowed by the configuration");
}
