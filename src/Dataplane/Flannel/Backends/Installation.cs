using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>Installs and removes what stands for another node's lease, on a kernel that may refuse.</summary>
/// <param name="Fails">Whether the kernel refuses an entry.</param>
/// <param name="WatchesRoutes">Whether routes are kept in mind to restore them.</param>
/// <param name="StopsAtFailure">Whether a failure in one group leaves the groups after it undone.</param>
internal sealed record Installation(Func<FlannelEntry, bool> Fails, bool WatchesRoutes, bool StopsAtFailure)
{
    /// <summary>Installs group by group; of a group of which one entry fails, none stays.</summary>
    public FlannelStep Add(FlannelState state, ImmutableArray<ImmutableArray<FlannelEntry>> groups)
    {
        ImmutableArray<FlannelEntry>.Builder failed = ImmutableArray.CreateBuilder<FlannelEntry>();
        foreach (ImmutableArray<FlannelEntry> group in groups)
        {
            state = Watch(state, group);
            int refused = group.TakeWhile(entry => !Fails(entry)).Count();
            state = group.Take(refused).Aggregate(state, (now, entry) => entry.InstallIn(now));
            if (refused < group.Length)
            {
                failed.Add(group[refused]);
                state = group.Take(refused).Aggregate(state, (now, entry) => entry.RemoveFrom(now));
                if (StopsAtFailure)
                {
                    break;
                }
            }
        }

        return new(state, FlannelOutcome.Applied, failed.ToImmutable());
    }

    /// <summary>Removes everything that the kernel lets go.</summary>
    public FlannelStep Remove(FlannelState state, ImmutableArray<ImmutableArray<FlannelEntry>> groups)
    {
        ImmutableArray<FlannelEntry>.Builder failed = ImmutableArray.CreateBuilder<FlannelEntry>();
        foreach (FlannelEntry entry in groups.SelectMany(group => group))
        {
            state = Unwatch(state, entry);
            if (Fails(entry))
            {
                failed.Add(entry);
            }
            else
            {
                state = entry.RemoveFrom(state);
            }
        }

        return new(state, FlannelOutcome.Applied, failed.ToImmutable());
    }

    // A route is kept in mind even if installing it fails, in place of the one that the kernel holds for its destination.
    private FlannelState Watch(FlannelState state, ImmutableArray<FlannelEntry> group) => !WatchesRoutes
        ? state
        : group.OfType<RouteEntry>().Aggregate(state, (now, entry) => now with
        {
            Watched = now.Watched.RemoveAll(route => route.Destination == entry.Route.Destination).Add(entry.Route),
        });

    private static FlannelState Unwatch(FlannelState state, FlannelEntry entry) =>
        entry is RouteEntry { Route: var route } ? state with { Watched = state.Watched.Remove(route) } : state;
}
