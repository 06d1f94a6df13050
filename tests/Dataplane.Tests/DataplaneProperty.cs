using System.Globalization;
using FsCheck;
using Property = TestKit.Property;

namespace Dataplane.Tests;

/// <summary>Laws of the dataplane model; <c>DATAPLANE_RUNS</c> sets how many cases each of them sees.</summary>
internal static class DataplaneProperty
{
    /// <summary>The number of cases.</summary>
    public static int Runs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("DATAPLANE_RUNS"), CultureInfo.InvariantCulture, out int runs) ? runs : 200;

    /// <summary>Fails with the shrunk counterexample if <paramref name="law"/> throws.</summary>
    public static void Holds<T>(Arbitrary<T> values, Action<T> law) => Property.Holds(values, law, Runs);
}
