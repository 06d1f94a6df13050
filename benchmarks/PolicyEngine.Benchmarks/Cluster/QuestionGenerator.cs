using System.Globalization;
using System.Text;
using PolicyEngine.Queries;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>The flows of <see cref="FlowGenerator"/> as the lines of a file of questions.</summary>
internal static class QuestionGenerator
{
    /// <summary>The questions, one a line, all of them again and again.</summary>
    public static string Lines(PolicySnapshot snapshot, int count)
    {
        string[] questions = [.. FlowGenerator.Make(snapshot).Select(Question)];
        var lines = new StringBuilder();
        for (int index = 0; index < count; index++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"{{{questions[index % questions.Length]},\"id\":{index}}}\n");
        }

        return lines.ToString();
    }

    private static string Question(Flow flow) => string.Create(
        CultureInfo.InvariantCulture,
        $"\"from\":\"{NameOf(flow.Source)}\",\"to\":\"{NameOf(flow.Destination)}\",\"protocol\":\"{flow.Traffic.Protocol.Name}\",\"port\":{flow.Traffic.Major}");

    private static string NameOf(Party party) => party.KnownEndpoint?.ToString() ?? party.Address!.Value.ToString();
}
