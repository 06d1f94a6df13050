using System.Globalization;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>Counts the documents of one input, faulty ones included, up to the limit.</summary>
internal sealed class DocumentCounter(int limit, InputDiagnostics diagnostics)
{
    private int _count;

    public bool IsExhausted { get; private set; }

    /// <summary>Counts one more; false, with a diagnostic the first time, where that is one too many.</summary>
    public bool TryCount(TextPosition at)
    {
        if (_count < limit)
        {
            _count++;
            return true;
        }

        if (!IsExhausted)
        {
            IsExhausted = true;
            diagnostics.Report(ReadingDiagnostics.LimitExceeded, at, string.Create(
                CultureInfo.InvariantCulture, $"more than {limit} documents; reading stops here"));
        }

        return false;
    }
}
