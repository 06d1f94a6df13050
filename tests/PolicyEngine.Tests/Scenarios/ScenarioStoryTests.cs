using PolicyEngine.Compilation;
using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Scenarios;

/// <summary>The stories of <c>samples/scenarios</c>: what users ask of their clusters, and the answers they expect.</summary>
public sealed class ScenarioStoryTests
{
    public static TheoryData<string, string> Questions()
    {
        var questions = new TheoryData<string, string>();
        foreach (string story in StoryFolder.Names)
        {
            foreach (StoryQuestion question in QuestionsOf(story))
            {
                questions.Add(story, question.Id);
            }
        }

        return questions;
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_question_of_a_story_has_the_answer_it_expects(string story, string id)
    {
        StoryQuestion question = QuestionsOf(story).Single(candidate => candidate.Id == id);
        PolicySnapshot snapshot = Load(story, question);

        Answer answer = snapshot.Ask(question.Query);

        Assert.Null(answer.Error);
        string all = string.Join('\n', answer.Parts.Select(Describe));
        Assert.True(question.Expect == Word(answer.Verdict), $"expected {question.Expect}, got {Word(answer.Verdict)}:\n{all}");
        Assert.True(question.Reason is null || question.Reason == answer.Reason?.ToText(), $"expected {question.Reason}, got {answer.Reason}:\n{all}");
        Assert.True(answer.Parts.Any(part => IsAsExpected(part, question)), $"no part is decided as expected:\n{all}");
        if (question.Assumption is { } words)
        {
            Assert.Contains(answer.Assumptions, assumption => assumption.Contains(words, StringComparison.Ordinal));
        }

        if (question.Pending is not null)
        {
            Assert.Equal(question.Pending, Word(snapshot.Pending.Ask(question.Query).Verdict));
        }
    }

    [Fact]
    public void Every_file_of_a_story_is_used()
    {
        foreach (string story in StoryFolder.Names)
        {
            IEnumerable<string> used = QuestionsOf(story).SelectMany(question => question.With).Append("policies.yaml");
            IEnumerable<string?> given = Directory.GetFiles(StoryFolder.PathOf(story, ""), "*.yaml").Select(Path.GetFileName);
            Assert.Equal(given.Order(StringComparer.Ordinal), used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }
    }

    private static IEnumerable<StoryQuestion> QuestionsOf(string story) =>
        File.ReadLines(StoryFolder.PathOf(story, "questions.jsonl")).Select(StoryQuestion.Parse);

    private static PolicySnapshot Load(string story, StoryQuestion question)
    {
        IEnumerable<string> files = question.With.Prepend("policies.yaml").Select(file => StoryFolder.PathOf(story, file));
        LoadResult loaded = new PolicyLoader(new LoadOptions { Profile = question.Profile }).LoadPaths(files.Prepend(StoryFolder.Fixture));
        Assert.False(loaded.HasErrors, string.Join('\n', loaded.Diagnostics));
        return loaded.Snapshot;
    }

    private static bool IsAsExpected(AnswerPart part, StoryQuestion question) =>
        (question.Egress is null || question.Egress == part.Egress.Reason.ToText())
        && (question.Ingress is null || question.Ingress == part.Ingress.Reason.ToText())
        && question.Rules.All(rule => Deciders(part.Egress).Concat(Deciders(part.Ingress)).Contains(rule, StringComparer.Ordinal));

    /// <summary>The rule that decided; the policies that brought the traffic to the end of a tier; of a tie, both sides.</summary>
    private static IEnumerable<string> Deciders(Decision decision) => decision.Alternatives.IsEmpty
        ? decision.Policy is { } policy ? [$"{policy.Name} {decision.Rule?.Path}".TrimEnd()] : decision.Triggers.Select(trigger => trigger.Name.ToString())
        : decision.Alternatives.SelectMany(Deciders);

    private static string Describe(AnswerPart part) =>
        $"{Word(part.Verdict)} {part.Source} -> {part.Destination} {part.Traffic}: {Describe(part.Egress)}; {Describe(part.Ingress)}";

    private static string Describe(Decision decision) => $"{decision.Reason.ToText()} {string.Join(", ", Deciders(decision))}".TrimEnd();

    private static string Word(VerdictKind verdict) => verdict == VerdictKind.NotApplicable ? "not-applicable" : verdict.ToString().ToLowerInvariant();
}
