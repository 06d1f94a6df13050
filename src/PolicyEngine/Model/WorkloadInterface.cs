using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PolicyEngine.Model;

/// <summary>The names of the interfaces by which a node reaches its pods.</summary>
public static class WorkloadInterface
{
    private const int HashLength = 11;

    /// <summary>The name that an endpoint is written with, or else the one that Calico gives it.</summary>
    public static string NameOf(Endpoint pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return pod.InterfaceName.Length > 0 ? pod.InterfaceName : NameOf(pod.Namespace, pod.Name);
    }

    /// <summary>
    /// The first of the configured prefixes and the first digits of a hash of namespace and name
    /// (<c>libcalico-go/lib/backend/k8s/conversion</c>); of an interface other than <c>eth0</c> the hash is of its name as well,
    /// as Terway has it.
    /// </summary>
    /// <param name="space">The pod's namespace.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="prefixes">The prefixes, between commas.</param>
    /// <param name="device">The interface's name in the pod.</param>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "It makes a name, the one that Calico makes.")]
    public static string NameOf(string space, string pod, string prefixes = "cali", string device = "eth0")
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        string named = device is "" or "eth0" ? $"{space}.{pod}" : $"{space}.{pod}{device}";
        return string.Concat(prefixes.AsSpan(0, prefixes.IndexOf(',', StringComparison.Ordinal) is var comma and >= 0 ? comma : prefixes.Length), Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(named))).AsSpan(0, HashLength));
    }
}
