namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>A mark as iptables writes it: <c>value</c> or <c>value/mask</c>.</summary>
internal readonly record struct MaskedValue(uint Value, uint Mask)
{
    public static bool TryRead(ReadOnlySpan<char> text, out MaskedValue mark)
    {
        int slash = text.IndexOf('/');
        uint mask = uint.MaxValue;
        bool isRead = Numbers.TryRead(slash < 0 ? text : text[..slash], out uint value)
            && (slash < 0 || Numbers.TryRead(text[(slash + 1)..], out mask));
        mark = new MaskedValue(value, mask);
        return isRead;
    }
}
