using System.Globalization;
using System.Text;
using PolicyEngine.Connectivity.Gates;
using PolicyEngine.Linting;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>Says why a change is denied, and what to do about it, to who makes it.</summary>
internal static class DenialText
{
    private const int MaxShown = 5;

    public static string Of(string name, IReadOnlyCollection<Finding> errors, IReadOnlyCollection<GateViolation> violations)
    {
        var text = new StringBuilder($"{name} is denied by the policy engine");
        Add(errors, int.MaxValue, finding => $"- {finding.Rule.Id} {Place(finding)}{finding.Message}{(finding.Hint.Length > 0 ? $"; {finding.Hint}" : "")}");
        foreach (IGrouping<Gate, GateViolation> group in violations.GroupBy(violation => violation.Gate))
        {
            string why = group.Key.Why.Length > 0 ? $" ({group.Key.Why})" : "";
            text.Append(CultureInfo.InvariantCulture, $"\n- gate `{group.Key.Name}`{why}: this would newly let pass");
            Add([.. group], GateReview.Most, violation => $"  {violation.From.Name} -> {violation.To.Name} {violation.Witness}");
            text.Append("\n  narrow the policy so that it stays denied, or have the gate changed");
        }

        return text.ToString();

        void Add<T>(IReadOnlyCollection<T> items, int most, Func<T, string> line)
        {
            foreach (T item in items.Take(MaxShown))
            {
                text.Append('\n').Append(line(item));
            }

            if (items.Count > MaxShown)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n  and {(items.Count < most ? "" : "at least ")}{items.Count - MaxShown} more");
            }
        }
    }

    private static string Place(Finding finding) => finding.Target.Path.Length > 0 ? $"at {finding.Target.Path}: " : "";
}
