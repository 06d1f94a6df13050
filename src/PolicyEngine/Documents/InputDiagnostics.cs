using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>
/// The diagnostics of one input. They can be held back while it is undecided whether the input is JSON or YAML,
/// because the first attempt must leave no trace if it is given up.
/// </summary>
internal sealed class InputDiagnostics(string file, DiagnosticBag bag)
{
    /// <summary>One loss already makes verdicts unknown; more only tell where else.</summary>
    private const int MaxLosses = 100;

    private readonly List<Fault> _losses = [];
    private List<Action>? _heldBack;

    public string File => file;

    public int HeldBackCount => _heldBack?.Count ?? 0;

    /// <summary>What was lost with documents that could not be read: any of them may have held policy.</summary>
    public IReadOnlyList<Fault> Losses => _losses;

    public void Report(DiagnosticDescriptor descriptor, TextPosition at, string message, string? hint = null)
    {
        Note(() => bag.Add(descriptor, new SourceSpan(file, at.Line, at.Column), message, hint));
        if (ReadingDiagnostics.LosesContent(descriptor))
        {
            Lose(at, message);
        }
    }

    /// <summary>Tells that content was lost, for a reason that is reported already.</summary>
    public void Lose(TextPosition at, string message) => Note(() =>
    {
        if (_losses.Count < MaxLosses)
        {
            _losses.Add(new Fault(message, new SourceSpan(file, at.Line, at.Column)));
        }
    });

    /// <summary>Takes back the losses since there were <paramref name="count"/>: what was lost held no policy.</summary>
    public void ForgetLossesSince(int count) => _losses.RemoveRange(count, _losses.Count - count);

    public void HoldBack() => _heldBack = [];

    public void Release()
    {
        List<Action>? held = _heldBack;
        _heldBack = null;
        held?.ForEach(report => report());
    }

    public void Discard() => _heldBack = null;

    private void Note(Action note)
    {
        if (_heldBack is null)
        {
            note();
        }
        else
        {
            _heldBack.Add(note);
        }
    }
}
