using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Connectivity;

/// <summary>Endpoints that the rules of a chain cannot tell apart: as many as it takes that one of them is not the chain's own.</summary>
internal readonly struct PeerKind
{
    private readonly Party[]? _alike;
    private readonly Party[]? _others;

    private PeerKind(Party[] alike, Party[]? others) => (_alike, _others) = (alike, others);

    public bool IsEmpty => _alike is null;

    /// <summary>One of them.</summary>
    public ref readonly Party First => ref _alike![0];

    /// <summary>The kind with more endpoints; the same where it has enough.</summary>
    /// <param name="parties">One or two of one class.</param>
    public PeerKind With(Party[] parties) =>
        _alike is null ? new PeerKind(parties, null)
        : _alike.Length == 1 && _others is null ? new PeerKind(_alike, parties)
        : this;

    /// <summary>One of a chain's own endpoints, and one of these that is another; null where there is none. What an endpoint sends to itself no rule decides.</summary>
    public (Party Own, Party Peer)? PairWith(Party[] self)
    {
        foreach (Party own in self)
        {
            if ((OtherThan(own, _alike) ?? OtherThan(own, _others)) is { } peer)
            {
                return (own, peer);
            }
        }

        return null;
    }

    private static Party? OtherThan(in Party own, Party[]? peers)
    {
        foreach (Party peer in peers ?? [])
        {
            if (own.Endpoint != peer.Endpoint || own.KnownEndpoint is { Kind: EndpointKind.Workload })
            {
                return peer;
            }
        }

        return null;
    }
}
