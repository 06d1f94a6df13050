namespace Fuzzing.Tests;

/// <summary>What a target is given: text, and the bytes it stands for.</summary>
/// <param name="Text">The text. A low surrogate alone stands for a byte that is no UTF-8; see <see cref="RawText"/>.</param>
internal sealed record FuzzInput(string Text)
{
    /// <summary>The same as bytes.</summary>
    public byte[] Bytes => field ??= RawText.Encode(Text);
}
