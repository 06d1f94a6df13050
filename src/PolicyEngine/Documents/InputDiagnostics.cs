using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>
/// The diagnostics of one input. They can be held back while it is undecided whether the input is JSON or YAML,
/// because the first attempt must leave no trace if it is given up.
/// </summary>
internal sealed class InputDiagnostics(string file, DiagnosticBag bag)
{
    private List<Action>? _heldBack;

    public string File => file;

    public int HeldBackCount => _heldBack?.Count ?? 0;

    public void Report(DiagnosticDescriptor descriptor, TextPosition at, string message, string? hint = null)
    {
        if (_heldBack is null)
        {
            bag.Add(descriptor, new SourceSpan(file, at.Line, at.Column), message, hint);
        }
        else
        {
            _heldBack.Add(() => bag.Add(descriptor, new SourceSpan(file, at.Line, at.Column), message, hint));
        }
    }

    public void HoldBack() => _heldBack = [];

    public void Release()
    {
        List<Action>? held = _heldBack;
        _heldBack = null;
        held?.ForEach(report => report());
    }

    public void Discard() => _heldBack = null;
}
