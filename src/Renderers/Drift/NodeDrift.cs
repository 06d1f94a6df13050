using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Proof;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Renderers.Reading.Nft;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Drift;

/// <summary>
/// Compares the rules that a node holds with its policies, by what becomes of every packet: names, order and form of rules do not matter.
/// What chains translate stays as it is: addresses are those after translation.
/// </summary>
public static class NodeDrift
{
    /// <summary>Compares.</summary>
    /// <param name="snapshot">The policies and the cluster.</param>
    /// <param name="node">The node. Where the input does not have it, that is told among what could not be compared.</param>
    /// <param name="saved">The rules that it holds.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static DriftResult Find(PolicySnapshot snapshot, string node, SavedRules saved, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(saved);
        var request = new RenderRequest { Node = node };
        NodeState state = NodeRequest.StateOf(snapshot, request);
        var problems = ImmutableArray.CreateBuilder<DriftProblem>();
        ImmutableDictionary<string, LoadedSet> sets = ImmutableDictionary<string, LoadedSet>.Empty;
        if (saved.Ipsets is not null)
        {
            LoadedIpsets read = IpsetReader.Read(saved.Ipsets);
            sets = read.Sets;
            Note("ipset", read.Problems);
        }

        LoadedRuleset nft = saved.Nftables is null ? None : saved.Nftables.AsSpan().TrimStart().StartsWith("{") ? NftJsonReader.Read(saved.Nftables) : NftScriptReader.Read(saved.Nftables);
        Note("nft", nft.Problems);
        var found = new RenderResult([], []) { Unproved = [.. NodeRequest.UnknownNode(snapshot, request).Select(loss => loss.Reason)] };
        foreach (IpFamily family in NodeRequest.FamiliesOf(snapshot, request))
        {
            (string name, string? text) = family == IpFamily.V4 ? ("iptables", saved.Iptables) : ("ip6tables", saved.Ip6tables);
            if (text is null && saved.Nftables is null)
            {
                bool isUsed = state.Workloads.Any(pod => pod.Nets.Any(net => net.Family == family));
                found = isUsed ? found with { Unproved = found.Unproved.Add($"{(family == IpFamily.V4 ? "IPv4" : "IPv6")}: no rules were given") } : found;
                continue;
            }

            LoadedRuleset tables = text is null ? None : IptablesReader.Read(text, family, sets);
            Note(name, tables.Problems);
            found = NodeProof.Prove(found, snapshot, state, tables.And(nft), family, text is null ? "nft" : name, cancellationToken);
        }

        return new DriftResult(found.Differences, problems.ToImmutable()) { Uncompared = found.Unproved };

        void Note(string name, ImmutableArray<ReadProblem> read) =>
            problems.AddRange(read.Select(problem => new DriftProblem(name, problem.Line, problem.Column, problem.Message)));
    }

    private static LoadedRuleset None { get; } = new([], []);
}
