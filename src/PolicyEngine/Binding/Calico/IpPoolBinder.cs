using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads those fields of IPPools that alter verdicts.</summary>
internal static class IpPoolBinder
{
    /// <summary>Null, with an error, where it is not understood which addresses it holds.</summary>
    public static IpPool? Bind(MappingNode root, ObjectHeader header, BindingContext context)
    {
        FieldReader spec = new FieldReader(root, context, new FaultCell()).ObjectOrEmpty("spec");
        spec.Require("cidr", BindingDiagnostics.PoolBlock);
        string cidr = spec.String("cidr") ?? "";
        if (!IpPrefix.TryParse(cidr, out IpPrefix prefix, out bool hadHostBits))
        {
            if (cidr.Length > 0)
            {
                spec.Error(BindingDiagnostics.PoolBlock, spec.Value("cidr")!.Span, $"`cidr` is `{cidr}`, expected an address block");
            }

            return null;
        }

        var pool = new IpPool(header.Name, prefix, Mode(spec, "ipipMode"), Mode(spec, "vxlanMode"), spec.Boolean("natOutgoing"), header.Span)
        {
            IsForLoadBalancersOnly = spec.List("allowedUses") is { IsEmpty: false } uses && uses.All(use => use is ScalarNode { Text: "LoadBalancer" }),
        };
        IpPoolChecks.Check(spec, pool, cidr, hadHostBits);
        return pool;
    }

    private static EncapsulationMode Mode(FieldReader spec, string field)
    {
        switch (spec.String(field))
        {
            case null or "" or "Never":
                return EncapsulationMode.Never;
            case "Always":
                return EncapsulationMode.Always;
            case "CrossSubnet":
                return EncapsulationMode.CrossSubnet;
            case var mode:
                spec.Error(BindingDiagnostics.InvalidValue, spec.Value(field)!.Span, $"`{field}` is `{mode}`, expected `Always`, `CrossSubnet` or `Never`");
                return EncapsulationMode.Never;
        }
    }
}
