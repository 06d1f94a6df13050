using System.Globalization;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>Some ports in a row.</summary>
/// <param name="First">The lowest.</param>
/// <param name="Last">The highest.</param>
public readonly record struct PortRange(ushort First, ushort Last)
{
    /// <summary>Reads ports: one, or the ends of a range as <c>1024:65535</c>.</summary>
    public static bool TryParse(string? text, out PortRange range)
    {
        string[] ends = (text ?? "").Split(':');
        if (ends.Length <= 2 && IsPort(ends[0], out ushort first) && IsPort(ends[^1], out ushort last) && first <= last)
        {
            range = new PortRange(first, last);
            return true;
        }

        range = default;
        return false;
    }

    /// <summary>Whether a port is one of them.</summary>
    public bool Contains(ushort port) => port >= First && port <= Last;

    /// <inheritdoc/>
    public override string ToString() => First == Last ? FormattableString.Invariant($"{First}") : FormattableString.Invariant($"{First}:{Last}");

    private static bool IsPort(string text, out ushort port) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);
}
