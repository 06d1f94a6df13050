using System.Globalization;
using TestKit;

namespace Fuzzing.Tests;

/// <summary>The inputs of a target: those that are kept, and any number made from them and from its grammar.</summary>
internal sealed class InputSource
{
    private const int Usual = 4 << 10;
    private const int Long = 128 << 10;
    private const int RareLength = 1_000;

    private readonly Grammar _grammar;
    private readonly Mutator _mutator;
    private readonly OrderedDictionary<string, string> _seeds = new(StringComparer.Ordinal);
    private readonly long _seed;

    public InputSource(FuzzTarget target, long seed)
    {
        _seed = seed;
        _grammar = Grammar.Read(RepositoryRoot.PathOf("tests", "Fuzzing", "Grammars", $"{target.Grammar}.txt"));
        foreach (string path in Directory.EnumerateFiles(RepositoryRoot.PathOf("tests", "Fuzzing", "Corpus", target.Seeds)).Order(StringComparer.Ordinal))
        {
            _seeds.Add(Path.GetFileName(path), RawText.Decode(File.ReadAllBytes(path)));
        }

        _mutator = new Mutator(_grammar.Words, [.. _seeds.Values]);
    }

    /// <summary>The names of inputs that are kept.</summary>
    public IReadOnlyCollection<string> Kept => _seeds.Keys;

    /// <summary>The input of a name: one that is kept, or that of a number, which is the same each time.</summary>
    public FuzzInput Find(string name) => _seeds.TryGetValue(name, out string? seed) ? new FuzzInput(seed) : Make(long.Parse(name, CultureInfo.InvariantCulture));

    private FuzzInput Make(long number)
    {
        var random = new Random(HashOf(number));
        bool isLong = random.Next(RareLength) == 0;
        return new FuzzInput(random.Next(4) switch
        {
            0 => _grammar.Make(random),
            1 => _mutator.Change(_grammar.Make(random), isLong ? Long : Usual, random),
            _ => _mutator.Change(_seeds.GetAt(random.Next(_seeds.Count)).Value, isLong ? Long : Usual, random),
        });
    }

    private int HashOf(long number)
    {
        // The finalizer of SplitMix64: neighbours have nothing in common.
        ulong mixed = unchecked(((ulong)_seed * 0x9E3779B97F4A7C15) + (ulong)number);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return (int)((mixed ^ (mixed >> 31)) & int.MaxValue);
    }
}
