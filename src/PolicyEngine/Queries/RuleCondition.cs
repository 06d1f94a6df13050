namespace PolicyEngine.Queries;

/// <summary>A condition of a rule that a flow may fail. The names are stable; see <see cref="RuleConditions.ToText"/>.</summary>
public enum RuleCondition
{
    /// <summary>The family the rule is in force for.</summary>
    AddressFamily,

    /// <summary>Labels, or the name, of the namespace: <c>namespaceSelector</c>, or the policy's own namespace.</summary>
    NamespaceSelector,

    /// <summary>The endpoint's own labels: <c>podSelector</c> or <c>selector</c>.</summary>
    PodSelector,

    /// <summary>Labels, or the name, of the service account: <c>serviceAccounts</c>.</summary>
    ServiceAccountSelector,

    /// <summary>A selector as a whole, where no single label fails it or where the address belongs to no endpoint.</summary>
    Selector,

    /// <summary>A selector that must not match: <c>notSelector</c>.</summary>
    NotSelector,

    /// <summary>The addresses that match: <c>ipBlock</c>, <c>networks</c> or <c>nets</c>.</summary>
    Nets,

    /// <summary>The addresses that do not match: <c>except</c> or <c>notNets</c>.</summary>
    NotNets,

    /// <summary>The addresses of nodes: <c>nodes</c>.</summary>
    Nodes,

    /// <summary>The domain names: <c>domainNames</c>.</summary>
    DomainNames,

    /// <summary>The protocol.</summary>
    Protocol,

    /// <summary>The destination port.</summary>
    Port,

    /// <summary>The destination or source port, by a name that the endpoint does not declare.</summary>
    PortName,

    /// <summary>The source port.</summary>
    SourcePort,

    /// <summary>The ICMP type and code.</summary>
    Icmp,

    /// <summary>The method of the HTTP request: <c>http.methods</c>.</summary>
    HttpMethod,

    /// <summary>The path of the HTTP request: <c>http.paths</c>.</summary>
    HttpPath,
}

/// <summary>The stable texts of conditions.</summary>
public static class RuleConditions
{
    /// <summary>The code as machines read it, such as <c>POD_SELECTOR</c>.</summary>
    public static string ToText(this RuleCondition condition) => condition switch
    {
        RuleCondition.AddressFamily => "ADDRESS_FAMILY",
        RuleCondition.NamespaceSelector => "NAMESPACE_SELECTOR",
        RuleCondition.PodSelector => "POD_SELECTOR",
        RuleCondition.ServiceAccountSelector => "SERVICE_ACCOUNT_SELECTOR",
        RuleCondition.Selector => "SELECTOR",
        RuleCondition.NotSelector => "NOT_SELECTOR",
        RuleCondition.Nets => "NETS",
        RuleCondition.NotNets => "NOT_NETS",
        RuleCondition.Nodes => "NODES",
        RuleCondition.DomainNames => "DOMAIN_NAMES",
        RuleCondition.Protocol => "PROTOCOL",
        RuleCondition.Port => "PORT",
        RuleCondition.PortName => "PORT_NAME",
        RuleCondition.SourcePort => "SOURCE_PORT",
        RuleCondition.HttpMethod => "HTTP_METHOD",
        RuleCondition.HttpPath => "HTTP_PATH",
        _ => "ICMP",
    };
}
