namespace PolicyEngine.Renderers.Reading;

/// <summary>The flags of TCP segments.</summary>
internal static class TcpFlags
{
    public const byte Fin = 1;
    public const byte Syn = 2;
    public const byte Rst = 4;
    public const byte Ack = 16;

    private static readonly string[] s_names = ["fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr"];

    /// <summary>Reads names joined by commas, <c>ALL</c> or <c>NONE</c>; in hexadecimal too.</summary>
    public static bool TryRead(string text, out byte flags)
    {
        int bits = 0;
        foreach (string part in text.Split(','))
        {
            int bit = Array.FindIndex(s_names, name => string.Equals(name, part, StringComparison.OrdinalIgnoreCase));
            if (bit >= 0)
            {
                bits |= 1 << bit;
            }
            else if (string.Equals(part, "ALL", StringComparison.OrdinalIgnoreCase))
            {
                bits |= 0x3f;
            }
            else if (Numbers.TryRead(part, out uint number) && number <= byte.MaxValue)
            {
                bits |= (int)number;
            }
            else if (!string.Equals(part, "NONE", StringComparison.OrdinalIgnoreCase))
            {
                flags = 0;
                return false;
            }
        }

        flags = (byte)bits;
        return true;
    }
}
