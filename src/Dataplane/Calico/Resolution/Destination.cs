namespace PolicyEngine.Dataplane.Calico.Resolution;

/// <summary>All that the datastore says of exactly one prefix.</summary>
internal sealed class Destination
{
    private readonly List<AddressUser> _users = [];
    private readonly List<string> _hosts = [];

    /// <summary>The pool of this range; null where there is none.</summary>
    public PoolPart? Pool { get; set; }

    /// <summary>The node whose block or whose single allocation this is; null where there is none.</summary>
    public string? BlockNode { get; set; }

    /// <summary>The nodes that have it as their address, by name.</summary>
    public IReadOnlyList<string> Hosts => _hosts;

    /// <summary>Who uses it as the address of a tunnel or of a workload; one entry for each user.</summary>
    public IReadOnlyList<AddressUser> Users => _users;

    /// <summary>Whether nothing is said.</summary>
    public bool IsEmpty => Pool is null && BlockNode is null && _hosts.Count == 0 && _users.Count == 0;

    /// <summary>Adds a node that has the address.</summary>
    public void AddHost(string node) => Insert(_hosts, node, StringComparer.Ordinal);

    /// <summary>Takes a node away.</summary>
    public void RemoveHost(string node) => _hosts.Remove(node);

    /// <summary>Adds a user.</summary>
    public void AddUser(AddressUser user) => Insert(_users, user, AddressUser.Order);

    /// <summary>Takes one user away.</summary>
    public void RemoveUser(AddressUser user) => _users.Remove(user);

    private static void Insert<T>(List<T> list, T item, IComparer<T> order)
    {
        int place = list.BinarySearch(item, order);
        list.Insert(place < 0 ? ~place : place, item);
    }
}

/// <summary>What a pool says of the addresses in it.</summary>
/// <param name="Type">How packets to them travel.</param>
/// <param name="NatOutgoing">Whether packets from them to the outside get the node's address.</param>
/// <param name="CrossSubnet">Whether they travel as they are within a subnet.</param>
internal sealed record PoolPart(PoolType Type, bool NatOutgoing, bool CrossSubnet);
