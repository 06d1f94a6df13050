using System.Buffers.Text;
using PolicyEngine.Selectors;

namespace PolicyEngine.Renderers.Text;

/// <summary>
/// The hashes by which Felix knows its rules again: that of a rule is taken of its text and of the hash of the rule before
/// it, that of the first of the chain's name (felix/generictables/rules.go).
/// </summary>
internal sealed class RuleHash
{
    private const int Shown = 16;
    private readonly TextBuffer _name = new();
    private readonly char[] _text = new char[40];
    private byte[] _bytes = new byte[512];

    /// <summary>Begins a chain.</summary>
    public void Start(ReadOnlySpan<char> chain, string suffix)
    {
        _name.Clear();
        int length = _name.Append(chain).Append(suffix).Encode(ref _bytes, 0);
        Sha224.Hash(_bytes.AsSpan(0, length), _bytes);
    }

    /// <summary>The hash of the chain's next rule; it is good until the one behind it is asked for.</summary>
    public ReadOnlySpan<char> Next(TextBuffer rule)
    {
        int length = rule.Encode(ref _bytes, Sha224.HashSize);
        Sha224.Hash(_bytes.AsSpan(0, Sha224.HashSize + length), _bytes);
        Base64Url.EncodeToChars(_bytes.AsSpan(0, Sha224.HashSize), _text);
        return _text.AsSpan(0, Shown);
    }
}
