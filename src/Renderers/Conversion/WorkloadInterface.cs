using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using PolicyEngine.Model;

namespace PolicyEngine.Renderers.Conversion;

/// <summary>The names of the interfaces by which a node reaches its pods.</summary>
internal static class WorkloadInterface
{
    private const string Prefix = "cali";
    private const int HashLength = 11;

    /// <summary>The one it names, or else the prefix and the first digits of a hash of namespace and name (<c>libcalico-go/lib/backend/k8s/conversion</c>).</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "It makes a name, the one that Calico makes.")]
    public static string NameOf(Endpoint pod) => pod.InterfaceName.Length > 0 ? pod.InterfaceName : string.Concat(
        Prefix,
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes($"{pod.Namespace}.{pod.Name}"))).AsSpan(0, HashLength));
}
