using System.Globalization;
using PolicyEngine.Queries.Futures;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Cli.Output;

/// <summary>Prints the answer about all pods there could be for people.</summary>
internal sealed class EverText(TextPage page)
{
    public void Write(EverAnswer answer)
    {
        page.Write(answer.Truth == Truth.No ? "never" : FindingWords.Of(answer.Truth), FindingWords.InkOf(answer.Truth));
        switch (answer.Truth)
        {
            case Truth.Yes:
                page.Line($": {Describe(answer.Witness!)}").Line();
                new AnswerText(page, answer.Evidence!.Snapshot, explain: false) { ExplainedBy = "netpol can --explain" }.Write(answer.Evidence, null);
                break;
            case Truth.No:
                page.Line(string.Create(CultureInfo.InvariantCulture, $": no pod could, whatever labels it bears ({answer.Cases} {(answer.Cases == 1 ? "case" : "cases")})"));
                break;
            default:
                page.Line($": {string.Join("; ", answer.Doubts)}");
                break;
        }
    }

    private static string Describe(FuturePod pod)
    {
        string place = pod.IsNewNamespace
            ? $"in a namespace `{pod.Namespace}` with {(pod.NamespaceLabels.Count == 0 ? "no labels" : FindingWords.Labels(pod.NamespaceLabels))}"
            : $"in namespace `{pod.Namespace}`";
        string account = pod.ServiceAccountLabels.Count > 0 ? $" with {FindingWords.Labels(pod.ServiceAccountLabels)}" : "";
        return $"a pod with {FindingWords.Labels(pod.Labels)} {place}, as service account `{pod.ServiceAccount}`{account}";
    }
}
