using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PolicyEngine.Renderers.Naming;

/// <summary>Names that the kernel limits in length: the end of one that is too long gives way to a hash (libcalico-go/lib/hash).</summary>
internal static class LimitedName
{
    public static string Of(string prefix, string suffix, int longest)
    {
        string end = suffix.Length == 0 ? "_" : suffix;
        int length = prefix.Length + Encoding.UTF8.GetByteCount(end);

        // A name as long as can be that looks like a shortened one might be taken for it.
        bool fits = length < longest || (length == longest && !end.StartsWith('_'));
        return fits ? prefix + end : $"{prefix}_{Hash(end).AsSpan(0, longest - 1 - prefix.Length)}";
    }

    private static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
