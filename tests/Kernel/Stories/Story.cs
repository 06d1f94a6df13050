using Kernel.Tests.Clusters;
using Kernel.Tests.Recorded;
using PolicyEngine;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using TestKit;

namespace Kernel.Tests.Stories;

/// <summary>The stories of <c>samples/scenarios</c>: of each part of an answer the flow that stands for it.</summary>
internal static class Story
{
    private const int Last = 14;

    private static readonly string s_folder = RepositoryRoot.PathOf("samples", "scenarios");

    /// <summary>The clusters of the stories that a kernel can show, and the flows to send.</summary>
    public static IEnumerable<RecordedCase> Cases() =>
        from number in Enumerable.Range(1, Last)
        let story = Path.GetFileName(Directory.GetDirectories(s_folder, $"S{number:00}-*").Single())
        from questions in File.ReadLines(Path.Combine(s_folder, story, "questions.jsonl")).Select(StoryQuestion.Parse)
            .Where(question => question.IsOfIptables).GroupBy(question => string.Join(' ', question.With), StringComparer.Ordinal)
        select Case(story, [.. questions]);

    private static RecordedCase Case(string story, StoryQuestion[] questions)
    {
        IEnumerable<string> files = questions[0].With.Prepend("policies.yaml").Select(file => Path.Combine(s_folder, story, file));
        PolicySnapshot snapshot = new PolicyLoader().LoadPaths(files.Prepend(Path.Combine(s_folder, "fixture.yaml"))).Snapshot;
        return new RecordedCase(
            $"{story} {string.Join(' ', questions[0].With)}".TrimEnd(),
            snapshot,
            [.. questions.SelectMany(question => snapshot.Ask(question.Query).Parts).Select(Flow).OfType<RecordedFlow>().Distinct()]);
    }

    /// <summary>The flow of a part; null where it needs a service's translation or hosts that there cannot be.</summary>
    private static RecordedFlow? Flow(AnswerPart part) =>
        part is { Verdict: VerdictKind.Allowed or VerdictKind.Denied, Witness: { Source.Address: { } source, Destination: { Address: { } destination, Via: null } } }
        && source != destination && IsOfHost(source) && IsOfHost(destination)
            ? new RecordedFlow(source, destination, part.Witness.Traffic, part.Verdict == VerdictKind.Allowed)
            : null;

    private static bool IsOfHost(IpAddress address) => OutsideAddresses.IsOfHost(address);
}
