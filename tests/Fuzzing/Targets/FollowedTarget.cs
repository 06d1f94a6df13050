using PolicyEngine;
using PolicyEngine.AspNetCore.Following;
using PolicyEngine.AspNetCore.Snapshots;

namespace Fuzzing.Tests;

/// <summary>A server that is followed: its list and what its watch tells, up to where it is at fault, make a snapshot.</summary>
internal abstract class FollowedTarget : FuzzTarget
{
    private readonly PolicyLoader _loader = new();

    public sealed override void Read(FuzzInput input)
    {
        var contents = new SnapshotContents(_loader);
        Listing listing = Ask(input.Bytes, async followed => await followed.ListAsync(CancellationToken.None)) ?? new Listing([], "1");
        contents.Apply(new SnapshotUpdate(true, [.. listing.Objects.Select(one => one.Document)], []), CancellationToken.None);
        Ask(input.Bytes, async followed =>
        {
            await foreach (FollowedEvent told in followed.WatchAsync(listing.Version, CancellationToken.None))
            {
                contents.Apply(new SnapshotUpdate(false, told.Present is { } present ? [present.Document] : [], told.Gone is { } gone ? [gone] : []), CancellationToken.None);
            }

            return null;
        });
    }

    /// <summary>What is followed, of a server that answers so.</summary>
    protected abstract IFollowed Follow(HttpClient client);

    private Listing? Ask(byte[] answer, Func<IFollowed, Task<Listing?>> ask)
    {
        using var client = new HttpClient(new CannedAnswer(answer));
        try
        {
            return ask(Follow(client)).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is ExpiredException || Follower.IsOfTheServer(exception))
        {
            return null;
        }
    }
}
