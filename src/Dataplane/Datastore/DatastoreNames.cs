using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore;

/// <summary>The names of resources that are named after addresses.</summary>
internal static class DatastoreNames
{
    /// <summary>A block's name in the datastore: <c>10-244-0-0-26</c>.</summary>
    public static string Of(IpPrefix block) => block.ToString().Replace('.', '-').Replace(':', '-').Replace('/', '-');

    /// <summary>A claim's name in the datastore: <c>w1-10-244-0-0-26</c>.</summary>
    public static string Of(StoredAffinity affinity) => $"{affinity.Owner.Name}-{Of(affinity.Cidr)}";

    /// <summary>A reference to a claim: <c>BlockAffinity/w1-10-244-0-0-26</c>.</summary>
    public static string OfClaim(StoredAffinity affinity) => $"BlockAffinity/{Of(affinity)}";

    /// <summary>A reference to a block: <c>IPAMBlock/10-244-0-0-26</c>.</summary>
    public static string OfBlock(IpPrefix block) => $"IPAMBlock/{Of(block)}";
}
