using System.Collections.Frozen;
using PolicyEngine.Linting;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>What lint found in a cluster.</summary>
/// <param name="report">What it found.</param>
internal sealed class KnownFindings(LintReport report)
{
    private readonly FrozenSet<string> _fingerprints = report.Findings.Select(finding => finding.Fingerprint).ToFrozenSet(StringComparer.Ordinal);

    public LintReport Report => report;

    /// <summary>Those of another cluster that were not there.</summary>
    public IEnumerable<Finding> NewIn(LintReport later) => later.Findings.Where(finding => !_fingerprints.Contains(finding.Fingerprint));
}
