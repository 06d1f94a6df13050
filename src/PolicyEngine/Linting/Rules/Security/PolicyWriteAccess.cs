using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4017: roles that let others than administrators write policies.</summary>
internal sealed class PolicyWriteAccess : ILintRule
{
    private static readonly string[] s_groups = ["networking.k8s.io", "projectcalico.org", "crd.projectcalico.org", "policy.networking.k8s.io"];
    private static readonly string[] s_verbs = ["*", "create", "update", "patch", "delete", "deletecollection"];
    private static readonly string[] s_resources =
    [
        "networkpolicies", "globalnetworkpolicies", "tiers", "clusternetworkpolicies", "adminnetworkpolicies", "baselineadminnetworkpolicies",
        "networksets", "globalnetworksets", "hostendpoints",
    ];

    public LintRuleDescriptor Descriptor { get; } = new("NP4017", "policy-write-rbac", Severity.Warning, LintNeeds.Text)
    {
        Title = "others than administrators may write policies",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 5.0,
        Explanation = """
            A binding gives a user, a group or a service account a role of the input that names network policies, or kinds that decide about
            them (tiers, network sets, host endpoints), with a verb that writes. Whoever may write policies may take them away.

            Roles over everything (`*` of all groups) are those of administrators and are not told of, nor are the cluster's own roles
            that the input does not have, service accounts of system namespaces, and the group `system:masters`.
            """,
        Wrong = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: deployer, namespace: shop}
            rules: [{apiGroups: [networking.k8s.io], resources: [ingresses, networkpolicies], verbs: [get, create, delete]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: deployer, namespace: shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: deployer}
            subjects: [{kind: ServiceAccount, name: ci, namespace: shop}]
            """,
        Right = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: deployer, namespace: shop}
            rules: [{apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [get, list, watch]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: deployer, namespace: shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: deployer}
            subjects: [{kind: ServiceAccount, name: ci, namespace: shop}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        (ObjectHeader Header, MappingNode Root)[] objects = [.. context.Objects.Where(entry => entry.Header.Group == "rbac.authorization.k8s.io")];
        var writable = new Dictionary<(string Kind, string Namespace, string Name), string>();
        foreach ((ObjectHeader header, MappingNode root) in objects.Where(entry => entry.Header.Kind is "Role" or "ClusterRole"))
        {
            string[] resources = [.. Nodes.Mappings(root["rules"]).SelectMany(Writable).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            if (resources.Length > 0)
            {
                writable.TryAdd((header.Kind, header.Namespace, header.Name), string.Join(", ", resources));
            }
        }

        foreach ((ObjectHeader header, MappingNode root) in objects.Where(entry => entry.Header.Kind is "RoleBinding" or "ClusterRoleBinding"))
        {
            var role = root["roleRef"] as MappingNode;
            string kind = Nodes.Text(role, "kind");
            if (!writable.TryGetValue((kind, kind == "Role" ? header.Namespace : "", Nodes.Text(role, "name")), out string? resources))
            {
                continue;
            }

            string[] subjects = [.. Nodes.Mappings(root["subjects"]).Where(subject => !IsAdministrator(context, subject)).Select(NameOf).Order(StringComparer.Ordinal)];
            if (subjects.Length > 0)
            {
                LintTarget target = LintTarget.Of(header.Kind, header.Namespace, header.Name, header.Span);
                yield return Descriptor.At(target, $"`{target.ObjectName}` lets {string.Join(", ", subjects)} write {resources}") with
                {
                    Hint = "take the verbs that write from the role, or accept the finding for administrators",
                };
            }
        }
    }

    /// <summary>The resources of policy that a rule of a role lets its holders write; none for a rule over everything.</summary>
    private static IEnumerable<string> Writable(MappingNode rule)
    {
        string[] groups = [.. Nodes.Texts(rule["apiGroups"])];
        string[] resources = [.. Nodes.Texts(rule["resources"])];
        bool isOverEverything = groups.Contains("*", StringComparer.Ordinal) && resources.Contains("*", StringComparer.Ordinal);
        if (isOverEverything || rule["resourceNames"] is SequenceNode { Items.IsEmpty: false }
            || !Nodes.Texts(rule["verbs"]).Any(verb => s_verbs.Contains(verb, StringComparer.Ordinal))
            || !groups.Any(group => group == "*" || s_groups.Contains(group, StringComparer.Ordinal)))
        {
            return [];
        }

        return resources.Contains("*", StringComparer.Ordinal)
            ? ["networkpolicies"]
            : resources.Where(resource => s_resources.Contains(resource, StringComparer.Ordinal) || resource.StartsWith("staged", StringComparison.Ordinal) || resource.StartsWith("tier.", StringComparison.Ordinal));
    }

    private static bool IsAdministrator(LintContext context, MappingNode subject) => Nodes.Text(subject, "kind") switch
    {
        "ServiceAccount" => context.IsSystem(Nodes.Text(subject, "namespace")),
        "Group" => Nodes.Text(subject, "name") is "system:masters",
        _ => Nodes.Text(subject, "name").StartsWith("system:", StringComparison.Ordinal),
    };

    private static string NameOf(MappingNode subject) => Nodes.Text(subject, "kind") == "ServiceAccount"
        ? $"`ServiceAccount/{Nodes.Text(subject, "namespace")}/{Nodes.Text(subject, "name")}`"
        : $"`{Nodes.Text(subject, "kind")}/{Nodes.Text(subject, "name")}`";
}
