using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services.Chains;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>What a node's Service rules do with the first packet of a connection: one of the nested cases.</summary>
public abstract record Translation
{
    private protected Translation(ChainTrail trail) => Trail = trail;

    /// <summary>The chains of kube-proxy that the packet was sent through, in order.</summary>
    public ImmutableArray<ChainStep> Path => Trail.Steps();

    /// <summary>Why the packet goes no further; empty where it does.</summary>
    public string Reason => Drop?.Reason ?? "";

    /// <summary>Why it goes no further, and what would help; null where it does.</summary>
    internal DropReason? Drop => this is Refused or Discarded ? DropReason.Of(Trail, this is Refused) : null;

    internal ChainTrail Trail { get; }

    /// <summary>The packet goes on as it is.</summary>
    public sealed record LeftAlone : Translation
    {
        internal LeftAlone(ChainTrail trail)
            : base(trail)
        {
        }
    }

    /// <summary>The destination becomes a backend.</summary>
    public sealed record ToBackend : Translation
    {
        internal ToBackend(ChainTrail trail, ProxiedPort port, ServiceBackend backend)
            : base(trail) => (Port, Backend) = (port, backend);

        /// <summary>The Service port that was dialled.</summary>
        public ProxiedPort Port { get; }

        /// <summary>Where the packet goes.</summary>
        public ServiceBackend Backend { get; }

        /// <summary>How the backend was chosen.</summary>
        public required BackendChoice Choice { get; init; }

        /// <summary>The mark that the packet carries to POSTROUTING; 0 where it is not masqueraded.</summary>
        public required uint Mark { get; init; }

        /// <summary>Where filter rules see the packet.</summary>
        public required NodeHook Hook { get; init; }

        /// <summary>Whether the source becomes an address of the node as the packet leaves.</summary>
        public bool IsMasqueraded => Mark != 0;
    }

    /// <summary>The packet is answered with an ICMP error and goes no further.</summary>
    public sealed record Refused : Translation
    {
        internal Refused(ChainTrail trail, IpFamily family)
            : base(trail) => (IcmpType, IcmpCode) = family == IpFamily.V4 ? ((byte)3, (byte)3) : ((byte)1, (byte)4);

        /// <summary>The type of the error: destination unreachable.</summary>
        public byte IcmpType { get; }

        /// <summary>The code of the error: port unreachable.</summary>
        public byte IcmpCode { get; }
    }

    /// <summary>The packet goes no further, and nobody is told.</summary>
    public sealed record Discarded : Translation
    {
        internal Discarded(ChainTrail trail)
            : base(trail)
        {
        }
    }

    /// <summary>The node itself answers.</summary>
    public sealed record AnsweredByNode : Translation
    {
        internal AnsweredByNode(ChainTrail trail, NodeAnswer answer)
            : base(trail) => Answer = answer;

        /// <summary>What it answers.</summary>
        public NodeAnswer Answer { get; }
    }
}
