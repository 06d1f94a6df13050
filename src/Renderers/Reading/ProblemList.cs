using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading;

/// <summary>The problems found so far. A hopeless text is not complained about without end.</summary>
internal sealed class ProblemList
{
    private const int Most = 1000;

    private readonly ImmutableArray<ReadProblem>.Builder _problems = ImmutableArray.CreateBuilder<ReadProblem>();

    public void Add(int line, int column, string message)
    {
        if (_problems.Count < Most)
        {
            _problems.Add(new ReadProblem(line, column, message));
        }
    }

    public ImmutableArray<ReadProblem> ToImmutable() => _problems.ToImmutable();
}
