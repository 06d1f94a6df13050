using System.Buffers;
using System.Text;

namespace PolicyEngine.Documents;

/// <summary>Which characters YAML forbids: control characters but TAB, LF, CR, DEL and NEL, and the noncharacters U+FFFE and U+FFFF.</summary>
internal static class YamlCharacters
{
    private static readonly SearchValues<byte> s_controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

    /// <summary>The offset of the first forbidden character of valid UTF-8, or -1.</summary>
    public static int FindForbidden(ReadOnlySpan<byte> utf8)
    {
        int control = utf8.IndexOfAny(s_controls);
        ReadOnlySpan<byte> before = control < 0 ? utf8 : utf8[..control];
        int wide = Ascii.IsValid(before) ? -1 : FindWide(before);
        return wide < 0 ? control : wide;
    }

    private static int FindWide(ReadOnlySpan<byte> utf8)
    {
        // U+0080 to U+009F are C2 80 to C2 9F; U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        int at = 0;
        while (true)
        {
            int next = utf8[at..].IndexOfAny((byte)0xC2, (byte)0xEF);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (utf8[at] == 0xC2 ? utf8[at + 1] is < 0xA0 and not 0x85 : utf8[at + 1] == 0xBF && utf8[at + 2] >= 0xBE)
            {
                return at;
            }

            at++;
        }
    }
}
