using System.Text;

namespace PolicyEngine.AspNetCore.Etcd;

/// <summary>Keys of etcd, and what Calico keeps under them: <c>/calico/resources/v3/projectcalico.org/networkpolicies/shop/redis</c>.</summary>
internal static class EtcdKey
{
    /// <summary>Below which key Calico keeps its resources.</summary>
    public static string Resources(string prefix) => prefix.TrimEnd('/') + "/resources/v3/projectcalico.org/";

    /// <summary>A key as the servers' JSON has it.</summary>
    public static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    /// <summary>The first key behind all that begin with a prefix.</summary>
    public static string Behind(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);

    /// <summary>The first key behind another.</summary>
    public static byte[] After(byte[] key) => [.. key, 0];

    /// <summary>The name by which the engine takes away what a key holds, given the rest of it: kind, namespace and name.</summary>
    public static string? ReferenceOf(string path) => path.Split('/') is { Length: 2 or 3 } parts ? $"{parts[0]}.projectcalico.org/{string.Join('/', parts[1..])}" : null;
}
