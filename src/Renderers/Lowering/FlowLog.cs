using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>What the collector of flow logs is told of packets (felix/rules/nflogprefix.go).</summary>
internal sealed class FlowLog(LoweringContext context)
{
    private const int IngressGroup = 1;
    private const int EgressGroup = 2;

    // The kernel's 64 with the zero that ends it.
    private const int Longest = 63;
    private const int Kept = 10;
    private const int HashLength = 41;

    /// <summary>
    /// A rule that decided: <c>A</c>llow, <c>D</c>eny or <c>P</c>ass, of a <c>P</c>olicy or of a p<c>R</c>ofile, by its place there.
    /// </summary>
    public Verb OfRule(char decision, char owner, Direction direction, int index, string id) =>
        Log(direction, $"{decision}{owner}{Letter(direction)}{index}|{id}");

    /// <summary>The end of a tier: <c>D</c>eny or <c>P</c>ass.</summary>
    public Verb OfTier(char decision, Direction direction, string tier) => Log(direction, $"{decision}P{Letter(direction)}|{tier}");

    /// <summary>No profile allowed the packet.</summary>
    public Verb OfNoProfile(Direction direction) => Log(direction, $"DR{Letter(direction)}");

    private static char Letter(Direction direction) => direction == Direction.Ingress ? 'I' : 'E';

    private Verb.NfLog Log(Direction direction, string prefix) =>
        new(direction == Direction.Ingress ? IngressGroup : EgressGroup, Limit(prefix), context.State.Features.NflogSize);

    private static string Limit(string prefix)
    {
        if (prefix.Length < Longest)
        {
            return prefix;
        }

        string hash = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(prefix)));
        return $"{prefix.AsSpan(0, Kept)}_{hash.AsSpan(0, HashLength)}_{prefix.AsSpan(prefix.Length - Kept)}";
    }
}
