using System.Text.Json;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Json;

/// <summary>Writes what decided a half.</summary>
internal static class DecisionJson
{
    /// <summary>A half: its outcome, the reason and what decided.</summary>
    public static void WriteHalf(Utf8JsonWriter json, Decision decision)
    {
        json.WriteString("verdict", ResultWords.Of(decision.Outcome));
        json.WriteString("reason", decision.Reason.ToText());
        Write(json, decision);
    }

    public static void Write(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartObject("decidedBy");
        if (decision.Stage is { } stage)
        {
            json.WriteString("hostEndpoint", stage.HostEndpoint.Name);
            json.WriteString("family", stage.Family.ToString());
        }

        if (!decision.Alternatives.IsEmpty)
        {
            WriteAlternatives(json, decision);
        }
        else if (decision.Policy is not null)
        {
            WriteRule(json, decision);
        }
        else if (decision.Profile is not null)
        {
            json.WriteString("profile", decision.Profile.Name);
        }
        else if (decision.Reason == ReasonCode.FailsafePort)
        {
            json.WriteString("failsafe", decision.Rule!.Path);
        }
        else if (decision.Tier is not null)
        {
            WriteEndOfTier(json, decision);
        }
        else if (Exemption(decision.Reason) is { } exemption)
        {
            json.WriteString("exempt", exemption);
        }
        else
        {
            json.WriteString("default", Default(decision.Reason));
        }

        json.WriteEndObject();
    }

    /// <summary>The decisions of which any may be the one.</summary>
    private static void WriteAlternatives(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartArray("alternatives");
        foreach (Decision alternative in decision.Alternatives)
        {
            json.WriteStartObject();
            json.WriteString("reason", alternative.Reason.ToText());
            Write(json, alternative);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRule(Utf8JsonWriter json, Decision decision)
    {
        Policy policy = decision.Policy!;
        if (decision.Tier is not null)
        {
            json.WriteString("tier", decision.Tier.Name);
        }

        json.WriteString("policy", policy.Name.ToString());
        if (policy.Name.ApiGroup.Length > 0)
        {
            json.WriteString("apiGroup", policy.Name.ApiGroup);
        }

        if (decision.Rule is not null)
        {
            json.WriteString("rule", decision.Rule.Path);
        }

        PlaceJson.Write(json, decision.Span);
        if (decision.Rule is { Span.IsNone: false })
        {
            json.WriteString("yamlPath", decision.Rule.YamlPath);
        }

        if (decision.Fault is not null)
        {
            json.WriteString("fault", decision.Fault.Message);
        }
    }

    private static void WriteEndOfTier(Utf8JsonWriter json, Decision decision)
    {
        json.WriteString("tier", decision.Tier!.Name);
        json.WriteString("default", "end of tier: deny");
        json.WriteStartArray("policies");
        foreach (Policy policy in decision.Triggers)
        {
            json.WriteStartObject();
            json.WriteString("policy", policy.Name.ToString());
            if (policy.Name.ApiGroup.Length > 0)
            {
                json.WriteString("apiGroup", policy.Name.ApiGroup);
            }

            PlaceJson.Write(json, policy.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Exemption(ReasonCode reason) => reason switch
    {
        ReasonCode.SameEndpoint => "same endpoint",
        ReasonCode.HostNetworkEndpoint => "host network",
        ReasonCode.LocalHost => "the pod's own node",
        ReasonCode.FinishedEndpoint => "finished pod",
        ReasonCode.EncapsulatedPacket => "encapsulated packet",
        ReasonCode.NeighborDiscovery => "neighbour discovery",
        ReasonCode.FamilyNotPoliced => "IPv6 is not policed",
        _ => null,
    };

    private static string Default(ReasonCode reason) => reason switch
    {
        ReasonCode.EgressNotIsolated or ReasonCode.IngressNotIsolated => "no policy selects the endpoint",
        ReasonCode.ExternalEndpoint => "not an endpoint",
        ReasonCode.NoCommonFamily => "no address family in common",
        ReasonCode.ProfileAllow or ReasonCode.ProfileDeny => "end of profiles: deny",
        ReasonCode.EndpointToHost => "defaultEndpointToHostAction",
        ReasonCode.ServiceLoop => "serviceLoopPrevention",
        ReasonCode.NoVerdict => "the node's own firewall",
        ReasonCode.ForwardedByDefault => "forwarded traffic passes",
        ReasonCode.InterfaceUnknown => "the interface is not known",
        ReasonCode.IpPoolUnknown => "the pool is not known",
        ReasonCode.TunnelUnknown => "the address of the tunnel is not known",
        ReasonCode.NodeUnknown => "the node is not known",
        ReasonCode.HostNetworkUndefined or ReasonCode.TranslationUndefined => "not defined by the API",
        ReasonCode.AddressUnknown => "the address is not known",
        ReasonCode.DnsSnapshotMissing => "the addresses of a domain name are not known",
        _ => "none",
    };
}
