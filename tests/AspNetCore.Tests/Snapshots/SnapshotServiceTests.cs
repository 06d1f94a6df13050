using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Snapshots;

public sealed class SnapshotServiceTests
{
    [Fact]
    public async Task Before_the_first_snapshot_there_is_an_empty_one_without_revision()
    {
        await using RunningHost host = await RunningHost.StartAsync(new FakeSource());
        Assert.Equal("", host.Snapshots.Current.RevisionId);
        Assert.Empty(host.Snapshots.Current.Snapshot.Model.Endpoints);
        Assert.Equal(SnapshotStatusKind.Starting, host.Snapshots.Status.Kind);
    }

    [Fact]
    public async Task What_changes_is_laid_over_and_what_is_gone_is_taken_away()
    {
        var source = new FakeSource();
        await using RunningHost host = await RunningHost.StartAsync(source);
        source.Tell(true, [FakeSource.Pod("a"), FakeSource.Pod("b"), FakeSource.Policy("p")]);
        source.Tell(false, [FakeSource.Pod("c"), FakeSource.Pod("a", "changed")], "pods/shop/b", "networkpolicies/shop/p");
        PublishedSnapshot now = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.IsEmpty && snapshots.Current.Snapshot.Model.Endpoints.Count == 2);
        Assert.Equal(["shop/a", "shop/c"], now.Snapshot.Model.Endpoints.Select(endpoint => endpoint.ToString()), StringComparer.Ordinal);
        Assert.Equal("changed", now.Snapshot.Model.Endpoints.First().Labels["app"]);
        Assert.Empty(now.Diagnostics);
    }

    [Fact]
    public async Task A_text_of_several_objects_takes_the_place_of_the_one_of_its_name()
    {
        var source = new FakeSource();
        await using RunningHost host = await RunningHost.StartAsync(source);
        source.Tell(true, [FakeSource.File("a.yaml", FakeSource.Pod("a"), FakeSource.Pod("b")), FakeSource.File("p.yaml", FakeSource.Policy("p", "{podSelector: 7}"))]);
        Assert.Single((await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 2)).Diagnostics);
        source.Tell(false, [FakeSource.File("a.yaml", FakeSource.Pod("b"), FakeSource.Pod("c"), FakeSource.Pod("d"))], "p.yaml");
        PublishedSnapshot now = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 3);
        Assert.Equal(["shop/b", "shop/c", "shop/d"], now.Snapshot.Model.Endpoints.Select(endpoint => endpoint.ToString()).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Empty(now.Snapshot.Model.Policies);
        Assert.Empty(now.Diagnostics);
        Assert.Equal(1, source.Attempts);
    }

    [Fact]
    public async Task A_change_that_takes_all_there_is_makes_the_source_be_followed_again_at_once()
    {
        var source = new FakeSource();
        await using RunningHost host = await RunningHost.StartAsync(source);
        source.Tell(true, [FakeSource.File("a.yaml", FakeSource.Pod("a")), FakeSource.File("b.yaml", FakeSource.Pod("b"))]);
        source.Tell(false, [FakeSource.File("b.yaml", FakeSource.Pod("a", "moved"))]);
        source.Tell(true, [FakeSource.File("a.yaml", FakeSource.Pod("c")), FakeSource.File("b.yaml", FakeSource.Pod("a", "moved"))]);
        PublishedSnapshot now = await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Any(endpoint => endpoint.Name == "c"));
        Assert.Equal("moved", now.Snapshot.Model.Endpoints.First(endpoint => endpoint.Name == "a").Labels["app"]);
        Assert.Equal(SnapshotStatusKind.Current, host.Snapshots.Status.Kind);
        Assert.Equal(2, source.Attempts);
    }

    [Fact]
    public async Task The_same_documents_have_the_same_revision_however_they_came_to_be_there()
    {
        var source = new FakeSource();
        await using RunningHost host = await RunningHost.StartAsync(source);
        source.Tell(true, [FakeSource.Pod("a"), FakeSource.Pod("b")]);
        string first = (await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 2)).RevisionId;
        source.Tell(false, [FakeSource.Pod("c")], "pods/shop/a");
        string second = (await host.WaitAsync(snapshots => snapshots.Current.RevisionId != first)).RevisionId;
        source.Tell(false, [FakeSource.Pod("a")], "pods/shop/c");
        await host.WaitAsync(snapshots => snapshots.Current.RevisionId == first);
        source.Tell(true, [FakeSource.Pod("c"), FakeSource.Pod("b")]);
        await host.WaitAsync(snapshots => snapshots.Current.RevisionId == second);
    }

    [Fact]
    public async Task A_snapshot_tells_when_it_is_replaced_and_one_alike_does_not_replace_it()
    {
        var source = new FakeSource();
        await using RunningHost host = await RunningHost.StartAsync(source);
        source.Tell(true, [FakeSource.Pod("a")]);
        PublishedSnapshot first = await host.WaitAsync(snapshots => snapshots.Current.RevisionId.Length > 0);
        source.Tell(true, [FakeSource.Pod("a")]);
        source.Throw("to see that it has been read");
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Stale);
        Assert.Same(first, host.Snapshots.Current);
        Assert.False(first.Replaced.HasChanged);

        using var told = new ManualResetEventSlim();
        using IDisposable registration = first.Replaced.RegisterChangeCallback(_ => told.Set(), null);
        source.Tell(true, [FakeSource.Pod("b")]);
        Assert.True(told.Wait(TimeSpan.FromSeconds(20)));
        Assert.True(first.Replaced.HasChanged);
        Assert.NotSame(first, host.Snapshots.Current);
        Assert.Equal("shop/a", Assert.Single(first.Snapshot.Model.Endpoints).ToString());
    }

    [Fact]
    public async Task A_listener_that_fails_does_not_keep_later_snapshots_from_being_published()
    {
        var source = new FakeSource();
        await using RunningHost host = await RunningHost.StartAsync(source);
        using IDisposable registration = host.Snapshots.Current.Replaced.RegisterChangeCallback(_ => throw new InvalidOperationException("a defect"), null);
        source.Tell(true, [FakeSource.Pod("a")]);
        source.Tell(false, [FakeSource.Pod("b")]);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Endpoints.Count == 2);
        Assert.Equal(1, source.Attempts);
    }

    [Fact]
    public async Task Documents_with_errors_are_held_back_and_the_last_good_snapshot_stays()
    {
        var source = new FakeSource { HoldsBackErrors = true };
        await using RunningHost host = await RunningHost.StartAsync(source);
        source.Tell(true, [FakeSource.Policy("p")]);
        PublishedSnapshot good = await host.WaitAsync(snapshots => snapshots.Current.RevisionId.Length > 0);
        source.Tell(true, [FakeSource.Policy("p", "{podSelectr: {}}")]);
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Stale);
        Assert.Same(good, host.Snapshots.Current);
        Assert.Contains("PE3001", host.Snapshots.Status.Diagnostics.Select(diagnostic => diagnostic.Code), StringComparer.Ordinal);

        source.Tell(true, [FakeSource.Policy("p"), FakeSource.Pod("a")]);
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Current);
        Assert.Single(host.Snapshots.Current.Snapshot.Model.Endpoints);
        Assert.Empty(host.Snapshots.Status.Diagnostics);
    }

    [Fact]
    public async Task What_a_cluster_has_in_force_is_published_with_its_errors_until_they_are_mended()
    {
        var source = new FakeSource();
        await using RunningHost host = await RunningHost.StartAsync(source);
        source.Tell(true, [FakeSource.Pod("a"), FakeSource.Policy("p", "{podSelectr: {}}")]);
        PublishedSnapshot broken = await host.WaitAsync(snapshots => snapshots.Current.RevisionId.Length > 0);
        Assert.Contains("PE3001", broken.Diagnostics.Select(diagnostic => diagnostic.Code), StringComparer.Ordinal);
        source.Tell(false, [FakeSource.Policy("p")]);
        Assert.Empty((await host.WaitAsync(snapshots => snapshots.Current != broken)).Diagnostics);
    }

    [Fact]
    public async Task A_source_that_fails_or_ends_is_followed_again_and_the_last_good_snapshot_stays()
    {
        var source = new FakeSource();
        await using RunningHost host = await RunningHost.StartAsync(source);
        source.Tell(true, [FakeSource.Pod("a")]);
        PublishedSnapshot first = await host.WaitAsync(snapshots => snapshots.Current.RevisionId.Length > 0);
        source.Throw("the cable is cut");
        await host.WaitAsync(snapshots => snapshots.Status is { Kind: SnapshotStatusKind.Stale, Message: "the cable is cut" });
        Assert.Same(first, host.Snapshots.Current);
        source.End();
        await host.WaitAsync(snapshots => snapshots.Status.Message == "fake has ended");
        source.Tell(true, [FakeSource.Pod("a")]);
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Current);
        Assert.Same(first, host.Snapshots.Current);
        Assert.InRange(source.Attempts, 3, int.MaxValue);
    }
}
