using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Testing.Generation;

/// <summary>Chances that generators have in common.</summary>
internal static class Draw
{
    public static Gen<T> From<T>(ImmutableArray<T> choices) => Gen.Elements(choices.AsEnumerable());

    /// <summary>Between <paramref name="least"/> and <paramref name="most"/> values.</summary>
    public static Gen<ImmutableArray<T>> Some<T>(Gen<T> value, int least, int most) =>
        from count in Gen.Choose(least, most)
        from values in value.ArrayOf(count)
        select ImmutableArray.Create(values);

    /// <summary>One value or none.</summary>
    public static Gen<ImmutableArray<T>> Maybe<T>(int percent, Gen<T> value) =>
        Gen.Frequency((percent, value.Select(one => ImmutableArray.Create(one))), (100 - percent, Gen.Constant(ImmutableArray<T>.Empty)));
}
