using System.Globalization;

namespace PolicyEngine.Selectors.Algebra.Values;

/// <summary>Values that nobody mentioned. All of them are values of every domain that has any.</summary>
internal static class FreshValue
{
    private static readonly string[] FirstTried = ["x", "y", "z"];

    /// <summary>The first that <paramref name="isPossible"/> admits, which must refuse only finitely many.</summary>
    public static string First(Func<string, bool> isPossible)
    {
        foreach (string value in FirstTried)
        {
            if (isPossible(value))
            {
                return value;
            }
        }

        for (int number = 1; ; number++)
        {
            string value = "x" + number.ToString(CultureInfo.InvariantCulture);
            if (isPossible(value))
            {
                return value;
            }
        }
    }
}
