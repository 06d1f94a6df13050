using System.Security.Cryptography;
using System.Text;

namespace PolicyEngine.Dataplane.Services.Chains;

/// <summary>The hash in names of chains: the beginning of SHA-256 in base 32.</summary>
internal static class NameHash
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsOfCharacter = 5;

    /// <summary>The first characters of the hash of a text; at most 51 have all their bits from it.</summary>
    public static string Of(string text, int length)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return string.Create(length, hash, static (characters, hash) =>
        {
            for (int index = 0; index < characters.Length; index++)
            {
                int bit = index * BitsOfCharacter;
                int pair = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
                characters[index] = Alphabet[(pair >> (16 - BitsOfCharacter - (bit % 8))) & 31];
            }
        });
    }
}
