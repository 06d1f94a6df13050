using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PolicyEngine.Renderers.Node;

namespace PolicyEngine.Renderers.Naming;

/// <summary>
/// Neighbours in a tier that govern the same endpoints. If there are several that are enforced they share a chain, to which
/// all of these endpoints lead.
/// </summary>
/// <param name="Direction">The direction they are consulted for.</param>
/// <param name="Selector">What tells whom they govern.</param>
/// <param name="Policies">All of them in order, staged ones too.</param>
internal sealed record PolicyGroup(Direction Direction, string Selector, ImmutableArray<PolicyId> Policies)
{
    // Sized so that a chain's name has 28 characters, in nftables too.
    private const int IdLength = 20;

    public ImmutableArray<PolicyId> Enforced { get; } = [.. Policies.Where(policy => !policy.IsStaged)];

    public bool HasChain => Enforced.Length > 1;

    public string ChainName => (Direction == Direction.Ingress ? "cali-gi-" : "cali-go-") + Id();

    private string Id()
    {
        StringBuilder text = new();
        text.Append(Selector).Append('\n')
            .Append(Direction == Direction.Ingress ? "inbound" : "outbound").Append('\n')
            .Append(CultureInfo.InvariantCulture, $"{Policies.Length}\n");
        foreach (PolicyId policy in Policies)
        {
            text.Append(CultureInfo.InvariantCulture, $"{{Name: {policy.Name}, Namespace: {policy.Namespace}, Kind: {policy.Kind}}}\n");
        }

        return Base64Url.EncodeToString(Sha3.Hash224(Encoding.UTF8.GetBytes(text.ToString())))[..IdLength];
    }
}
