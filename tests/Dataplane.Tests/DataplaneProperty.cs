using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Property = TestKit.Property;

namespace Dataplane.Tests;

/// <summary>Runs a numbered invariant of the model; <c>DATAPLANE_RUNS</c> sets how many cases each sees.</summary>
internal static class DataplaneProperty
{
    public static int Runs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("DATAPLANE_RUNS"), CultureInfo.InvariantCulture, out int runs) ? runs : 200;

    /// <summary>Fails with the shrunk counterexample and its seed if <paramref name="law"/> throws on a value of the usual kind.</summary>
    public static void Holds<T>(Action<T> law) => Holds(ArbMap.Default.ArbFor<T>(), law);

    /// <summary>Fails with the shrunk counterexample and its seed if <paramref name="law"/> throws.</summary>
    public static void Holds<T>(Arbitrary<T> values, Action<T> law) => Property.Holds(values, law, Runs);
}
