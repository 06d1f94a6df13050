using BenchmarkDotNet.Attributes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Selectors;

namespace PolicyEngine.Benchmarks.Measures;

/// <summary>Parsing and matching label selectors.</summary>
[MemoryDiagnoser]
public class SelectorBenchmarks
{
    private readonly Selector[] _selectors = SelectorWorld.Selectors();
    private readonly LabelSet[] _labels = SelectorWorld.LabelSets();

    [Benchmark]
    public Selector ParseTypical() => Selector.Parse(SelectorWorld.Typical);

    [Benchmark]
    public Selector ParseNegations() => Selector.Parse(SelectorWorld.Negations);

    [Benchmark(OperationsPerInvoke = 20 * 64)]
    public int SelectorMatch()
    {
        int count = 0;
        foreach (Selector selector in _selectors)
        {
            foreach (LabelSet labels in _labels)
            {
                count += selector.Matches(labels) ? 1 : 0;
            }
        }

        return count == SelectorWorld.MatchCount ? count : throw new InvalidOperationException("the wrong selectors match");
    }
}
