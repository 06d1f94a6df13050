using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Calico;

/// <summary>What Calico's validator asks of an IPPool. A pool that it refuses has the addresses it says all the same.</summary>
internal static class IpPoolChecks
{
    private static readonly IpPrefix[] s_linkLocal = [.. ((string[])["169.254.0.0/16", "fe80::/10"]).Select(Parse)];

    public static void Check(FieldReader spec, IpPool pool, string cidr, bool hadHostBits)
    {
        SourceSpan span = spec.Value("cidr")!.Span;
        if (hadHostBits || !cidr.Contains('/', StringComparison.Ordinal))
        {
            spec.Error(BindingDiagnostics.PoolBlock, span, $"`cidr` is `{cidr}`, expected an address block without host bits", $"write `{pool.Cidr}`");
        }

        if (s_linkLocal.Any(reserved => reserved.Contains(pool.Cidr.First) || pool.Cidr.Contains(reserved.First)))
        {
            spec.Error(BindingDiagnostics.PoolBlock, span, $"`cidr` is `{cidr}`, which overlaps the link-local addresses");
        }

        CheckBlockSize(spec, pool.Cidr);
        CheckEncapsulation(spec, pool);
        CheckUses(spec, pool);
    }

    private static void CheckBlockSize(FieldReader spec, IpPrefix cidr)
    {
        bool isV6 = cidr.Family == IpFamily.V6;
        (int low, int high, int usual) = isV6 ? (116, 128, 122) : (20, 32, 26);

        // Zero is what Calico's own types write for a field that is left out.
        int? written = spec.Integer("blockSize", 0, 128, BindingDiagnostics.PoolBlockSize);
        int size = written is null or 0 ? usual : written.Value;
        SourceSpan span = spec.Value("blockSize")?.Span ?? spec.Value("cidr")!.Span;
        if (size < low || size > high)
        {
            spec.Error(BindingDiagnostics.PoolBlockSize, span, string.Create(CultureInfo.InvariantCulture, $"`blockSize` is {size}, expected {low} to {high}"));
        }
        else if (cidr.Length > size && !spec.Boolean("disabled"))
        {
            spec.Error(BindingDiagnostics.PoolBlockSize, span, string.Create(CultureInfo.InvariantCulture, $"`{cidr}` is smaller than one block of size {size}"));
        }
    }

    private static void CheckEncapsulation(FieldReader spec, IpPool pool)
    {
        if (pool.Ipip == EncapsulationMode.Never)
        {
            return;
        }

        SourceSpan span = spec.Value("ipipMode")!.Span;
        if (pool.Vxlan != EncapsulationMode.Never)
        {
            spec.Error(BindingDiagnostics.PoolUse, span, "`ipipMode` and `vxlanMode` exclude each other");
        }

        if (pool.Cidr.Family == IpFamily.V6)
        {
            spec.Error(BindingDiagnostics.PoolUse, span, $"`ipipMode` is for IPv4 only, and the pool is `{pool.Cidr}`", "leave out `ipipMode`; VXLAN wraps IPv6 too");
        }
    }

    private static void CheckUses(FieldReader spec, IpPool pool)
    {
        string[] uses = [.. spec.Strings("allowedUses").Select(use => use.Text)];
        string[] excluded = uses.Contains("LoadBalancer", StringComparer.Ordinal) ? [.. ExcludedByLoadBalancer(spec, pool, uses)]
            : uses.Contains("Tunnel", StringComparer.Ordinal) && !string.IsNullOrEmpty(spec.String("namespaceSelector")) ? ["namespaceSelector"]
            : [];
        if (excluded.Length > 0)
        {
            string use = uses.Contains("LoadBalancer", StringComparer.Ordinal) ? "LoadBalancer" : "Tunnel";
            spec.Error(BindingDiagnostics.PoolUse, spec.Value("allowedUses")!.Span, $"a pool with use `{use}` goes without {string.Join(", ", excluded.Select(field => $"`{field}`"))}");
        }
    }

    private static IEnumerable<string> ExcludedByLoadBalancer(FieldReader spec, IpPool pool, string[] uses)
    {
        foreach (string use in uses.Where(use => use is "Workload" or "Tunnel").Distinct(StringComparer.Ordinal))
        {
            yield return use;
        }

        if (pool.Ipip != EncapsulationMode.Never)
        {
            yield return "ipipMode";
        }

        if (pool.Vxlan != EncapsulationMode.Never)
        {
            yield return "vxlanMode";
        }

        if (spec.Boolean("disableBGPExport"))
        {
            yield return "disableBGPExport";
        }

        if (spec.String("nodeSelector") is { Length: > 0 } nodes && !(Selector.TryParse(nodes, out Selector? selector, out _) && selector.IsAll))
        {
            yield return "nodeSelector";
        }
    }

    private static IpPrefix Parse(string text) => IpPrefix.TryParse(text, out IpPrefix prefix) ? prefix : default;
}
