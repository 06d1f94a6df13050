using System.Collections.Immutable;

namespace PolicyEngine.Linting;

/// <summary>What rules take for much, sensitive or foreign.</summary>
public sealed record LintParameters
{
    /// <summary>The parameters used unless others are given.</summary>
    public static LintParameters Default { get; } = new();

    /// <summary>Ports of databases and administration, which few should reach (NP4013).</summary>
    public ImmutableArray<ushort> SensitivePorts { get; init => field = value.IsDefault ? [] : value; } =
        [22, 2375, 2376, 2379, 2380, 3306, 5432, 6379, 6443, 9200, 9300, 10250, 10255, 11211, 15672, 27017];

    /// <summary>How many ports a range may have before it is wide (NP4011).</summary>
    public int WidePortRange { get; init; } = 1000;

    /// <summary>How many rules may govern an endpoint in one direction (NP5003).</summary>
    public int RulesPerEndpoint { get; init; } = 500;

    /// <summary>How many literal address blocks a rule may have (NP5005).</summary>
    public int BlocksPerRule { get; init; } = 25;

    /// <summary>How many addresses a rule's selector may stand for (NP5006).</summary>
    public int LargestAddressSet { get; init; } = 1_048_576;

    /// <summary>How many policies of a namespace may each select one pod of a workload that has several (NP5007).</summary>
    public int PoliciesOfOnePod { get; init; } = 10;

    /// <summary>How many policies a namespace may have (NP5008).</summary>
    public int PoliciesPerNamespace { get; init; } = 50;

    /// <summary>How many entries of a plain access list a policy may become (NP5009).</summary>
    public int EntriesPerPolicy { get; init; } = 10_000;

    /// <summary>How many entries of a switch's table a rendered access list may take (NP8013).</summary>
    public int EntriesPerList { get; init; } = 10_000;

    /// <summary>How many pairs of pods a rule may be about (NP5012).</summary>
    public int PairsPerRule { get; init; } = 40_000;

    /// <summary>Annotations of which one says what a policy is for (NP3002).</summary>
    public ImmutableArray<string> DescriptionAnnotations { get; init => field = value.IsDefault ? [] : value; } = ["kubernetes.io/description", "description", "policy.owner"];

    /// <summary>The regular expression that names of policies match as a whole (NP3003); empty for any name.</summary>
    public string PolicyNamePattern { get; init; } = "";

    /// <summary>The keys of labels that selectors may use, or what they begin with where it ends in a slash (NP3004); empty for any.</summary>
    public ImmutableArray<string> SelectorLabels { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How many days a policy may be staged (NP6031).</summary>
    public int StagedDays { get; init; } = 30;

    /// <summary>The label of policies that tells their owners apart (NP2014); empty where they have none.</summary>
    public string OwnerLabel { get; init; } = "";

    /// <summary>Namespaces of the cluster's own machinery.</summary>
    public ImmutableArray<string> SystemNamespaces { get; init => field = value.IsDefault ? [] : value; } =
        ["kube-system", "kube-public", "kube-node-lease", "calico-system", "calico-apiserver", "tigera-operator"];

    /// <summary>The namespace label that tells tenants apart (NP4019, NP4023); empty where there are no tenants.</summary>
    public string TenantLabel { get; init; } = "";
}
