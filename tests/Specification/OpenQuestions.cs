namespace PolicyEngine.Specification;

/// <summary>
/// What the input leaves open, answered in every possible way: the evaluation runs once for each combination of answers.
/// </summary>
public sealed class OpenQuestions
{
    private readonly List<(int Answer, int Answers)> _given = [];
    private int _asked;

    private OpenQuestions()
    {
    }

    /// <summary>All results that an evaluation can have.</summary>
    public static IReadOnlyCollection<T> Results<T>(Func<OpenQuestions, T> evaluate)
    {
        var questions = new OpenQuestions();
        var results = new HashSet<T>();
        do
        {
            questions._asked = 0;
            results.Add(evaluate(questions));
        }
        while (questions.MoveOn());
        return results;
    }

    /// <summary>A number below <paramref name="answers"/>.</summary>
    public int Ask(int answers)
    {
        if (_asked == _given.Count)
        {
            _given.Add((0, answers));
        }

        return _given[_asked++].Answer;
    }

    public bool Ask() => Ask(2) == 1;

    private bool MoveOn()
    {
        while (_given.Count > 0)
        {
            (int answer, int answers) = _given[^1];
            _given.RemoveAt(_given.Count - 1);
            if (answer + 1 < answers)
            {
                _given.Add((answer + 1, answers));
                return true;
            }
        }

        return false;
    }
}
