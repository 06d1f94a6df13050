using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace TestKit;

/// <summary>
/// Runs a law over generated values. <c>PROPERTY_TESTS</c> sets how many cases each law sees,
/// <c>PROPERTY_REPLAY</c> (<c>seed,gamma[,size]</c>) repeats one.
/// </summary>
public static class Property
{
    /// <summary>The number of cases each law sees unless it asks for another.</summary>
    public static int Cases { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_TESTS"), CultureInfo.InvariantCulture, out int cases) ? cases : 200;

    /// <summary>Fails with the shrunk counterexample and its seed if <paramref name="law"/> throws on a value of the usual kind.</summary>
    public static void Holds<T>(Action<T> law) => Holds(ArbMap.Default.ArbFor<T>(), law);

    /// <summary>Fails with the shrunk counterexample and its seed if <paramref name="law"/> does not hold.</summary>
    public static void Holds<T>(Arbitrary<T> values, Func<T, bool> law, int? cases = null) =>
        Prop.ForAll(values, law).Check(Configuration(cases));

    /// <summary>Fails with the shrunk counterexample and its seed if <paramref name="law"/> throws.</summary>
    public static void Holds<T>(Arbitrary<T> values, Action<T> law, int? cases = null) =>
        Prop.ForAll(values, law).Check(Configuration(cases));

    private static Config Configuration(int? cases)
    {
        Config config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(cases ?? Cases);
        string? replay = Environment.GetEnvironmentVariable("PROPERTY_REPLAY");
        if (string.IsNullOrEmpty(replay))
        {
            return config;
        }

        string[] parts = replay.Split(',');
        ulong seed = ulong.Parse(parts[0], CultureInfo.InvariantCulture);
        ulong gamma = ulong.Parse(parts[1], CultureInfo.InvariantCulture);
        return parts.Length > 2
            ? config.WithReplay(seed, gamma, int.Parse(parts[2], CultureInfo.InvariantCulture))
            : config.WithReplay(seed, gamma);
    }
}
