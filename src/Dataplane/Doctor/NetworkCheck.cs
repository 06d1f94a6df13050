using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor;

/// <summary>Looks for one kind of fault.</summary>
internal abstract class NetworkCheck(string code, Severity severity, string title, string hint)
{
    public DiagnosticDescriptor Descriptor { get; } = new(code, severity, title, hint);

    public abstract IEnumerable<Complaint> Examine(Examination cluster);
}

/// <summary>A fault as a check tells it.</summary>
/// <param name="Subject">The object at fault.</param>
/// <param name="Message">The sentence.</param>
/// <param name="Hint">What to do about it; null where what the check always says helps.</param>
internal readonly record struct Complaint(string Subject, string Message, string? Hint = null);
