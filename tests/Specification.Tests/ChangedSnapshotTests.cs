using System.Text.Json.Nodes;
using PolicyEngine.Connectivity;
using PolicyEngine.Linting;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Specification.Tests;

/// <summary>A snapshot that was changed object by object against one that is read at once.</summary>
public sealed class ChangedSnapshotTests
{
    private const int MaxSteps = 8;
    private const int RelabelledPercent = 30;

    [Fact]
    public void A_snapshot_changed_step_by_step_says_what_one_read_at_once_says() => TestKit.Property.Holds(Story.OfAtMost(MaxSteps), story => Play(story, (_, snapshot, atOnce) => SnapshotComparison.Difference(snapshot, atOnce())));

    [Fact]
    public void Verdicts_that_differ_are_in_the_change_set() => TestKit.Property.Holds(Story.OfAtMost(MaxSteps), story => Play(story, (before, snapshot, _) => Missed(before, snapshot)));

    [Fact]
    public void What_lint_finds_again_is_what_it_finds() => TestKit.Property.Holds(Story.OfAtMost(MaxSteps), story => LintAgain(story, RelabelledPercent), Math.Max(1, TestKit.Property.Cases / 4));

    [Fact]
    public void What_lint_finds_again_after_labels_changed_is_what_it_finds() => TestKit.Property.Holds(Story.OfAtMost(MaxSteps), story => LintAgain(story, 100), Math.Max(1, TestKit.Property.Cases / 4));

    private static void LintAgain(Story story, int relabelled)
    {
        var linter = new Linter();
        var dice = new Dice(story.Seed);
        List<LintReport> earlier = [];
        Play(
            story,
            (_, snapshot, _) =>
            {
                // Mostly the report before, sometimes one of long ago.
                LoadResult input = snapshot.With([]);
                LintReport whole = linter.Run(input);
                LintReport again = earlier.Count == 0 ? whole : linter.RunAgain(dice.Chance(60) ? earlier[^1] : dice.Pick(earlier.ToArray()), input);
                earlier.Add(again);
                return again.Findings.Select(Told).SequenceEqual(whole.Findings.Select(Told), StringComparer.Ordinal)
                    ? null
                    : $"found again, and not:\n{string.Join('\n', again.Findings.Select(Told).Except(whole.Findings.Select(Told), StringComparer.Ordinal))}\nand not again:\n{string.Join('\n', whole.Findings.Select(Told).Except(again.Findings.Select(Told), StringComparer.Ordinal))}";
            },
            relabelled);
    }

    private static string Told(Finding finding) => $"{finding.Fingerprint} {finding.Severity} {finding.Rule.Id} {finding.Target.ObjectName} {finding.Message}";

    /// <param name="check">What is wrong with the snapshots before and after a step, and one read at once; null where nothing is.</param>
    /// <param name="relabelled">How many steps of a hundred change nothing but labels.</param>
    private static void Play(Story story, Func<PolicySnapshot, PolicySnapshot, Func<PolicySnapshot>, string?> check, int relabelled = RelabelledPercent)
    {
        StoryCluster cluster = story.Cluster();
        var there = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (JsonObject document in cluster.Start)
        {
            there[StoryDocuments.NameOf(document)] = document;
        }

        var loader = new PolicyLoader(cluster.Options);
        PolicySnapshot snapshot = loader.LoadText(WorldYaml.Print(there.Values)).Snapshot;
        var told = new List<string>();
        foreach (int step in story.Steps)
        {
            var dice = new Dice(step);
            JsonObject[] laid = dice.Chance(relabelled) ? [.. StoryDocuments.Relabelled(there.Values, cluster.Pool, dice)] : dice.Chance(70) ? [.. dice.Some(1, 3, () => dice.Pick(cluster.Pool)).DistinctBy(StoryDocuments.NameOf, StringComparer.Ordinal)] : [];
            string[] gone = relabelled == 100 || (laid.Length > 0 && dice.Chance(60)) ? []
                : [.. dice.Some(1, 3, () => dice.Pick(there.Keys.DefaultIfEmpty("pod/ns1/none").ToArray())).Except(laid.Select(StoryDocuments.NameOf), StringComparer.Ordinal).Distinct(StringComparer.Ordinal)];
            Touch(snapshot, dice);
            PolicySnapshot sibling = snapshot.With([PolicySource.FromText("sibling.yaml", WorldYaml.Print([dice.Pick(cluster.Pool)]))]).Snapshot;
            Touch(sibling, dice);
            string said = Verdicts(snapshot);
            told.Add($"+ {string.Join(' ', laid.Select(StoryDocuments.NameOf))} - {string.Join(' ', gone)}");
            PolicySnapshot before = snapshot;
            snapshot = snapshot.With([PolicySource.FromText("over.yaml", WorldYaml.Print(laid))], gone).Snapshot;
            Touch(snapshot, dice);
            Assert.Equal(said, Verdicts(before));
            foreach (JsonObject document in laid)
            {
                there[StoryDocuments.NameOf(document)] = document;
            }

            foreach (string name in gone)
            {
                there.Remove(name);
            }

            if (check(before, snapshot, () => loader.LoadText(WorldYaml.Print(there.Values)).Snapshot) is { } difference)
            {
                Assert.Fail($"{difference}\nafter {string.Join("\n", told)}\n{WorldYaml.Print(there.Values)}");
            }
        }
    }

    /// <summary>What a snapshot says must not change with others that are made of it.</summary>
    private static string Verdicts(PolicySnapshot snapshot)
    {
        Party[] parties = SnapshotComparison.Parties(snapshot);
        return string.Join('\n', parties.SelectMany(from => parties.Select(to => snapshot.Connections(from, to).Allowed)));
    }

    /// <summary>What was asked before must not matter.</summary>
    private static void Touch(PolicySnapshot snapshot, Dice dice)
    {
        foreach (Endpoint endpoint in snapshot.Model.Endpoints.Where(_ => dice.Chance(50)))
        {
            foreach (Party party in snapshot.PartiesOf(endpoint))
            {
                snapshot.Connections(party, snapshot.PartyAt(IpAddress.V4(0x0A000001)));
            }
        }
    }

    /// <summary>A pair whose verdicts differ though the change set does not say so; null where there is none.</summary>
    private static string? Missed(PolicySnapshot before, PolicySnapshot after)
    {
        var changes = ChangeSet.Between(before, after);
        Dictionary<string, Party> earlier = SnapshotComparison.Parties(before).DistinctBy(Shown, StringComparer.Ordinal).ToDictionary(Shown, StringComparer.Ordinal);
        Party[] parties = SnapshotComparison.Parties(after);
        foreach (Party from in parties)
        {
            foreach (Party to in parties.Where(to => !changes.MayConcern(from, to)))
            {
                if (!earlier.TryGetValue(Shown(from), out Party oldFrom) || !earlier.TryGetValue(Shown(to), out Party oldTo))
                {
                    return $"{Shown(from)} -> {Shown(to)}: one is new and not in the change set";
                }

                (ConnectionSet was, ConnectionSet now) = (before.Connections(oldFrom, oldTo), after.Connections(from, to));
                if (was != now)
                {
                    return $"{Shown(from)} -> {Shown(to)}: {was} before, {now} after, and not in the change set";
                }
            }
        }

        return null;
    }

    private static string Shown(Party party) => $"{party.KnownEndpoint} {party.Family} {party.Address}";
}
