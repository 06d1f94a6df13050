using System.Security.Cryptography;
using System.Text;

namespace PolicyEngine.Renderers.Acl;

/// <summary>Makes names that targets accept.</summary>
internal static class AclName
{
    private const int HashLength = 8;

    /// <summary>The text with other characters in place of those that are not accepted; where it is too long, its end is a hash of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isAccepted">Whether a character is accepted.</param>
    /// <param name="longest">The greatest length.</param>
    public static string Of(string text, Func<char, bool> isAccepted, int longest)
    {
        string name = string.Concat(text.Select(character => isAccepted(character) ? character : '-'));
        if (name.Length <= longest)
        {
            return name;
        }

        // What is cut may have told two names apart.
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashLength / 2));
        return $"{name[..(longest - HashLength - 1)]}-{hash}";
    }
}
