using System.Globalization;

namespace PolicyEngine.Dataplane.Services.Chains;

/// <summary>The chances that the iptables mode writes into its rules.</summary>
internal static class EndpointProbability
{
    /// <summary>The chance of the first of <paramref name="count"/> backends, as written: ten decimals, halves to even.</summary>
    public static string Text(int count) =>
        decimal.Round(1m / count, 10, MidpointRounding.ToEven).ToString("F10", CultureInfo.InvariantCulture);

    /// <summary>
    /// The backend that a draw falls to among <paramref name="count"/>. Rule i matches one packet in (count − i) of those
    /// that reach it, so each backend has the same share of all draws, which is how the draw is divided here.
    /// </summary>
    public static int Choose(ulong draw, int count) => (int)Math.BigMul(draw, (ulong)count, out _);
}
