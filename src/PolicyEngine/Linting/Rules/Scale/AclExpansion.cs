using System.Globalization;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5009: a policy becomes very many entries of an access list.</summary>
internal sealed class AclExpansion : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP5009", "acl-expansion", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "policy becomes very many entries of an access list",
        Precision = LintPrecision.Medium,
        IsOptIn = true,
        Explanation = """
            Where neither groups of addresses nor ranges of ports are to be had, a rule becomes an entry for each source, each destination
            and each aligned block of ports. The estimate takes pods for single addresses. The limit is a parameter
            (`entriesPerPolicy`, 10000 unless given); only those who write access lists need the rule.
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        long most = context.Parameters.EntriesPerPolicy;
        foreach (Policy policy in context.Policies)
        {
            long own = Math.Max(1, context.EndpointsOf(policy.Subject).Length);
            long entries = policy.RulesThatCount().Sum(entry => own * PeersOf(context, entry.Rule.Peer(entry.Direction)) * PortsOf(entry.Rule.Destination.Ports));
            if (entries > most)
            {
                yield return Descriptor.At(LintTarget.Of(policy), string.Create(CultureInfo.InvariantCulture, $"`{policy.Name}` is more than {most} entries of a plain access list"));
            }
        }
    }

    private static long PeersOf(LintContext context, PeerMatch peer) =>
        peer.Selector is { } selector ? Math.Max(1, context.EndpointsOf(selector).Length) : peer.Addresses() is { } addresses ? Math.Max(1, addresses.Prefixes.Count()) : 1;

    private static long PortsOf(PortMatch? ports) => ports is null ? 1 : Math.Max(1, ports.Numbers.Boxes.Sum(box => BlocksOf(box.Majors)) + ports.Names.Length);

    /// <summary>How many aligned blocks, each of a power of two, make up a range.</summary>
    private static long BlocksOf(Interval<ushort> range)
    {
        long count = 0;
        for (int low = range.Low; low <= range.High; count++)
        {
            int size = low == 0 ? ushort.MaxValue + 1 : low & -low;
            while (low + size - 1 > range.High)
            {
                size /= 2;
            }

            low += size;
        }

        return count;
    }
}
