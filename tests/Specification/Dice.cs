namespace PolicyEngine.Specification;

/// <summary>Random decisions that one number determines.</summary>
public sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int limit) => _random.Next(limit);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Between <paramref name="least"/> and <paramref name="most"/> things.</summary>
    public IReadOnlyList<T> Some<T>(int least, int most, Func<T> make)
    {
        int count = least + Below(most - least + 1);
        return [.. Enumerable.Range(0, count).Select(_ => make())];
    }

    public IReadOnlyList<T> Subset<T>(IEnumerable<T> items, int percent) => [.. items.Where(_ => Chance(percent))];

    public T? Maybe<T>(int percent, Func<T> make)
        where T : class => Chance(percent) ? make() : null;
}
