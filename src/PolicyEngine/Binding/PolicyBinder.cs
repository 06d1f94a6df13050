using System.Globalization;
using System.Text;
using PolicyEngine.Binding.Calico;
using PolicyEngine.Binding.Cluster;
using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>Takes documents one by one, hands each to the binder of its kind and counts those that have no bearing on the network.</summary>
internal sealed class PolicyBinder(string defaultNamespace, EnforcementProfile profile, DiagnosticBag diagnostics, ResourceCollection? basis = null)
{
    private const int MaxAnnotationBytes = 256 << 10;

    private static readonly string[] PolicyKinds =
        ["NetworkPolicy", "GlobalNetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"];

    private readonly BindingContext _context = new(diagnostics, profile);
    private readonly LabelReader _labels = new(diagnostics);
    private readonly SortedDictionary<string, int> _passedOver = new(StringComparer.Ordinal);
    private readonly List<Fault> _incomplete = [];
    private PodBinder? _pods;
    private Fault? _headerFault;
    private bool _isNamespaceInDoubt;

    public ResourceCollection Resources { get; } = new(diagnostics, basis);

    public LabelReader Labels => _labels;

    public BindingContext Context => _context;

    /// <summary>How many objects of each kind were passed over, by <c>apiVersion/kind</c>.</summary>
    public IReadOnlyDictionary<string, int> PassedOver => _passedOver;

    /// <summary>Policies of other systems that are in the input and not taken into account.</summary>
    public IReadOnlyList<Fault> Incomplete => _incomplete;

    public void Bind(MappingNode root)
    {
        ObjectHeader header = ObjectHeader.Of(root);
        if (header.Kind.Length == 0)
        {
            BindWithoutKind(root, header);
            return;
        }

        (_headerFault, _isNamespaceInDoubt) = (null, false);
        CheckHeader(root, header);

        bool bound = header.Group switch
        {
            "" => BindCore(root, header),
            "apps" or "batch" => BindWorkload(root, header),
            "discovery.k8s.io" => BindEndpointSlice(root, header),
            "networking.k8s.io" or "extensions" => BindNetworking(root, header),
            "projectcalico.org" or "crd.projectcalico.org" => BindCalico(root, header),
            "policy.networking.k8s.io" => BindCluster(root, header),
            _ => NoteForeignPolicy(header),
        };
        // A policy that gives a key twice is not understood itself, wherever it may be.
        bool isPolicy = bound && IsPolicyGroup(header.Group) && header.Kind.EndsWith("Policy", StringComparison.Ordinal);
        if (!isPolicy && HidesAnother(root))
        {
            BindUnreadable(_headerFault!);
        }

        if (!bound && !BindMisspelt(header))
        {
            string kind = $"{header.ApiVersion}/{header.Kind}";
            _passedOver[kind] = _passedOver.GetValueOrDefault(kind) + 1;
        }
    }

    /// <summary>Takes note of a document that could not be read at all and may have been a policy.</summary>
    public void BindUnreadable(Fault fault)
    {
        string name = fault.Span.ToString();
        Resources.Policies.Add("", $"Document/{name}", fault.Span, NotUnderstood(new PolicyName(PolicyKind.NotUnderstood, "", name), "", fault, fault.Span));
    }

    private void BindWithoutKind(MappingNode root, ObjectHeader header)
    {
        bool mayBePolicy = IsPolicyGroup(header.Group) || HasPolicyFields(root);
        if (!mayBePolicy && header.ApiVersion.Length == 0 && header.Metadata is null)
        {
            // Values of a chart, a list of findings: directories hold more than manifests.
            const string none = "(no kind)";
            _passedOver[none] = _passedOver.GetValueOrDefault(none) + 1;
            return;
        }

        string message = mayBePolicy ? "the document has no `kind` and may have been a policy" : "the document has no `kind` and is passed over";
        diagnostics.Add(BindingDiagnostics.NotAnObject, header.Span, message);
        if (mayBePolicy)
        {
            BindUnreadable(new Fault(message, header.Span));
        }
    }

    /// <summary>
    /// Whether an object stood in the document before this one that has a say in what is allowed: without `---` between them the later one takes its place, key by key.
    /// </summary>
    private static bool HidesAnother(MappingNode root)
    {
        bool hasOtherKind = false;
        foreach ((ScalarNode key, DocumentNode value) in root.Overridden)
        {
            hasOtherKind |= key.Text is "kind" or "apiVersion";
            if ((key.Text == "kind" && value is ScalarNode earlier && IsDecisive(earlier.Text)) || (key.Text == "spec" && HasPolicyFields(value)))
            {
                return true;
            }
        }

        return hasOtherKind && HasPolicyFields(root);
    }

    /// <summary>Whether objects of a kind may decide about traffic themselves, or say whom those that do are about.</summary>
    private static bool IsDecisive(string kind) =>
        kind.EndsWith("Policy", StringComparison.Ordinal) || kind is "Tier" or "Profile" or "HostEndpoint" or "NetworkSet" or "GlobalNetworkSet" or "Namespace";

    private static bool HasPolicyFields(MappingNode root) => HasPolicyFields(root["spec"]);

    private static bool HasPolicyFields(DocumentNode? node) =>
        node is MappingNode spec && (spec["ingress"] ?? spec["egress"] ?? spec["podSelector"] ?? spec["policyTypes"] ?? spec["types"]) is not null;

    /// <summary>Names are strings; YAML 1.1 reads <c>y</c> and <c>on</c> as booleans, which the API server refuses.</summary>
    private void CheckHeader(MappingNode root, ObjectHeader header)
    {
        if (root["metadata"] is { } metadata and not MappingNode and not ScalarNode { Kind: ScalarKind.Null })
        {
            ReportHeader(BindingDiagnostics.WrongType, metadata.Span, $"`metadata` is {metadata.Describe()}, expected a mapping");
            _isNamespaceInDoubt = true;
        }

        // The reader has reported it; here it matters that kind and namespace may have been meant otherwise.
        if (root.RepeatsKey || header.Metadata is { RepeatsKey: true })
        {
            _headerFault ??= new Fault($"{header.Kind} `{header.Name}` gives a key twice", header.Span);
            _isNamespaceInDoubt = true;
        }

        foreach (string field in (ReadOnlySpan<string>)["name", "namespace"])
        {
            if (header.Metadata?[field] is { } value and not ScalarNode { Kind: ScalarKind.String or ScalarKind.Null })
            {
                string hint = value is ScalarNode scalar ? $"write `\"{scalar.Text}\"`" : BindingDiagnostics.WrongType.Hint;
                ReportHeader(BindingDiagnostics.WrongType, value.Span, $"`metadata.{field}` is {value.Describe()}, expected a string", hint);
                _isNamespaceInDoubt |= field == "namespace" && value is not ScalarNode;
            }
        }
    }

    private void ReportHeader(DiagnosticDescriptor descriptor, SourceSpan span, string message, string? hint = null)
    {
        diagnostics.Add(descriptor, span, message, hint);
        _headerFault ??= new Fault(message, span);
    }

    private static bool IsPolicyGroup(string group) =>
        group is "networking.k8s.io" or "projectcalico.org" or "crd.projectcalico.org" or "policy.networking.k8s.io";

    /// <summary>A kind that is nearly a policy's, or a policy's in a group that has none: the API server would refuse it.</summary>
    private bool BindMisspelt(ObjectHeader header)
    {
        if (NearestName.Of(header.Kind, PolicyKinds) is not { } nearest)
        {
            return false;
        }

        if (IsPolicyGroup(header.Group) || header.Group is "" or "apps" or "batch" or "extensions")
        {
            return header.Kind == nearest
                ? BindNotUnderstood(BindingDiagnostics.WrongApiVersion, header, header.Namespace, "")
                : BindNotUnderstood(BindingDiagnostics.UnsupportedKind, header, header.Namespace, "", $"did you mean `{nearest}`?");
        }

        if (header.Kind == nearest && !IsForeignGroup(header.Group))
        {
            diagnostics.Add(BindingDiagnostics.UnrelatedKind, header.Span, $"{header.Kind} `{header.Name}` of `{header.ApiVersion}` is not a kind known here and is passed over");
        }

        return false;
    }

    private string NamespaceOf(ObjectHeader header) => header.Namespace.Length == 0 ? defaultNamespace : header.Namespace;

    private bool BindCore(MappingNode root, ObjectHeader header)
    {
        if (header.Kind is "Namespace" or "Pod" or "ServiceAccount" or "Service" or "Node" && IsNameless(header))
        {
            return true;
        }

        switch (header.Kind)
        {
            case "Namespace":
                LabelSet labels = _labels.Read(header.Metadata?["labels"], $"Namespace {header.Name}");
                Resources.Namespaces.Add("", header.Name, header.Span, new Namespace(header.Name, labels, true, header.Span));
                return true;
            case "Pod":
                PodResource pod = Pods.BindPod(root, header, NamespaceOf(header));
                Resources.Pods.Add(pod.Namespace, pod.Name, pod.Span, pod);
                return true;
            case "ServiceAccount":
                Resources.ServiceAccounts.Add(
                    NamespaceOf(header), header.Name, header.Span, _labels.Read(header.Metadata?["labels"], $"ServiceAccount {header.Name}"));
                return true;
            case "Service":
                Service service = ServiceBinder.Bind(root, header, NamespaceOf(header));
                Resources.Services.Add(service.Namespace, service.Name, service.Span, service);
                return true;
            case "Node":
                Resources.Nodes.Add("", header.Name, header.Span, NodeBinder.Bind(root, header, _labels));
                return true;
            case "ReplicationController":
                return BindWorkload(root, header);
            default:
                return false;
        }
    }

    /// <summary>Whether no object can come of a document: it has neither a name nor one to be generated.</summary>
    private bool IsNameless(ObjectHeader header)
    {
        if (header.Name.Length > 0 || header.Metadata?["generateName"] is ScalarNode { Kind: not ScalarKind.Null, Text.Length: > 0 })
        {
            return false;
        }

        if (_headerFault is null)
        {
            diagnostics.Add(BindingDiagnostics.InvalidName, header.Span, $"{header.Kind} has no name and is passed over", "give it a `metadata.name`");
        }

        return true;
    }

    private PodBinder Pods => _pods ??= new PodBinder(_labels, diagnostics);

    private bool BindWorkload(MappingNode root, ObjectHeader header)
    {
        if (header.Kind is not ("Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "ReplicationController" or "Job" or "CronJob"))
        {
            return false;
        }

        if (IsNameless(header))
        {
            return true;
        }

        if (Pods.BindWorkload(root, header, NamespaceOf(header)) is { } workload)
        {
            Resources.Workloads.Add(workload.Template.Namespace, $"{header.Kind}/{header.Name}", header.Span, workload);
        }
        else
        {
            Resources.Workloads.Remove(NamespaceOf(header), $"{header.Kind}/{header.Name}");
            diagnostics.Add(BindingDiagnostics.MissingField, header.Span, $"{header.Kind} `{header.Name}` has no pod template");
        }

        return true;
    }

    private bool BindEndpointSlice(MappingNode root, ObjectHeader header)
    {
        if (header.Kind != "EndpointSlice")
        {
            return false;
        }

        if (ServiceBinder.BindSlice(root, header, NamespaceOf(header)) is { } slice)
        {
            Resources.EndpointSlices.Add(slice.Namespace, header.Name, slice.Span, slice);
        }
        else
        {
            // It may have been one of a service before.
            Resources.EndpointSlices.Remove(NamespaceOf(header), header.Name);
        }

        return true;
    }

    private bool BindNetworking(MappingNode root, ObjectHeader header)
    {
        if (header.Kind != "NetworkPolicy")
        {
            return false;
        }

        if (header.ApiVersion != "networking.k8s.io/v1")
        {
            return BindNotUnderstood(BindingDiagnostics.WrongApiVersion, header, NamespaceOf(header), "");
        }

        CheckName(header, ObjectName.IsValid(header.Name));
        AddPolicy(NetworkPolicyBinder.Bind(root, header, PolicyKind.KubernetesNetworkPolicy, NamespaceOf(header), _context), header);
        return true;
    }

    private bool BindCluster(MappingNode root, ObjectHeader header)
    {
        if (ClusterPolicyForm.Of(header) is not { } form)
        {
            DiagnosticDescriptor why = PolicyKinds.Contains(header.Kind, StringComparer.Ordinal) ? BindingDiagnostics.WrongApiVersion : BindingDiagnostics.UnsupportedKind;
            return BindNotUnderstood(why, header, "", Tier.BuiltIn[0].Name);
        }

        CheckName(header, ObjectName.IsValid(header.Name));
        AddPolicy(ClusterPolicyBinder.Bind(root, header, form, _context), header);
        return true;
    }

    private bool BindCalico(MappingNode root, ObjectHeader header)
    {
        switch (header.Kind)
        {
            case "NetworkPolicy":
                return BindCalicoPolicy(root, header, PolicyKind.CalicoNetworkPolicy, NamespaceOf(header));
            case "GlobalNetworkPolicy":
                return BindCalicoPolicy(root, header, PolicyKind.GlobalNetworkPolicy, "");
            case "StagedNetworkPolicy":
                return BindCalicoPolicy(root, header, PolicyKind.StagedNetworkPolicy, NamespaceOf(header));
            case "StagedGlobalNetworkPolicy":
                return BindCalicoPolicy(root, header, PolicyKind.StagedGlobalNetworkPolicy, "");
            case "Tier":
                Tier tier = TierBinder.Bind(root, header, _context, out Fault? fault);
                Resources.TierFaults.Remove(tier.Name);
                if (fault is not null)
                {
                    Resources.TierFaults.Add(tier.Name, fault);
                }

                Resources.Tiers.Add("", tier.Name, tier.Span, tier);
                return true;
            case "Profile":
                Resources.Profiles.Add("", header.Name, header.Span, ProfileBinder.Bind(root, header, _labels, _context));
                return true;
            case "NetworkSet" or "GlobalNetworkSet":
                string @namespace = header.Kind == "NetworkSet" ? NamespaceOf(header) : "";
                NetworkSetResource set = NetworkSetBinder.Bind(root, header, @namespace, _labels, _context);
                Resources.NetworkSets.Add(set.Namespace, set.Name, set.Span, set);
                return true;
            case "WorkloadEndpoint":
                WorkloadEndpointResource endpoint = WorkloadEndpointBinder.Bind(root, header, NamespaceOf(header), _labels);
                Resources.WorkloadEndpoints.Add(endpoint.Namespace, endpoint.Name, endpoint.Span, endpoint);
                return true;
            case "StagedKubernetesNetworkPolicy":
                CheckName(header, ObjectName.IsValid(header.Name));
                AddPolicy(NetworkPolicyBinder.Bind(root, header, PolicyKind.StagedKubernetesNetworkPolicy, NamespaceOf(header), _context), header);
                return true;
            case "HostEndpoint":
                CheckName(header, ObjectName.IsValid(header.Name));
                if (HostEndpointBinder.Bind(root, header, _labels, _context) is { } host)
                {
                    Resources.HostEndpoints.Add("", host.Name, host.Span, host with { Fault = host.Fault ?? _headerFault });
                }
                else
                {
                    Resources.HostEndpoints.Remove("", header.Name);
                }

                return true;
            case "Node":
                Resources.CalicoNodes.Add("", header.Name, header.Span, CalicoNodeBinder.Bind(root, header, _labels));
                return true;
            case "IPPool":
                if (IpPoolBinder.Bind(root, header, _context) is { } pool)
                {
                    Resources.IpPools.Add("", pool.Name, pool.Span, pool);
                }
                else
                {
                    Resources.IpPools.Remove("", header.Name);
                }

                return true;
            case "FelixConfiguration":
                Resources.FelixConfigurations.Add("", header.Name, header.Span, root);
                return true;
            case "BGPConfiguration":
                Resources.BgpConfigurations.Add("", header.Name, header.Span, BgpConfigurationBinder.BindServiceAddresses(root, _context));
                return true;
            default:
                return false;
        }
    }

    private bool BindCalicoPolicy(MappingNode root, ObjectHeader header, PolicyKind kind, string @namespace)
    {
        CheckName(header, CalicoName.IsPolicy(header.Name, @namespace.Length > 0));
        AddPolicy(CalicoPolicyBinder.Bind(root, header, kind, @namespace, _context), header);
        return true;
    }

    private bool BindNotUnderstood(DiagnosticDescriptor why, ObjectHeader header, string @namespace, string tier, string? hint = null)
    {
        string message = $"{header.Kind} `{header.Name}` of `{header.ApiVersion}` is not understood";
        diagnostics.Add(why, header.Span, message, hint);
        var fault = new Fault(message, header.Span);
        Resources.Policies.Add(
            @namespace,
            $"{header.Kind}/{header.Name}",
            header.Span,
            NotUnderstood(new PolicyName(PolicyKind.NotUnderstood, @namespace, header.Name), tier, fault, header.Span));
        return true;
    }

    /// <summary>Policies of other systems add to, and never replace, those understood here: they are told, not guessed at.</summary>
    private bool NoteForeignPolicy(ObjectHeader header)
    {
        bool isPolicy = IsForeignGroup(header.Group) && header.Kind.EndsWith("Policy", StringComparison.Ordinal);
        if (isPolicy)
        {
            string message = $"{header.Kind} `{header.Name}` of `{header.ApiVersion}` is not taken into account";
            diagnostics.Add(BindingDiagnostics.ForeignPolicy, header.Span, message);
            _incomplete.Add(new Fault(message, header.Span));
        }

        return false;
    }

    private static bool IsForeignGroup(string group) => group is "cilium.io" or "crd.antrea.io" or "k8s.cni.cncf.io" or "security.istio.io";

    private void AddPolicy(Policy policy, ObjectHeader header)
    {
        Policy added = _headerFault is null ? policy : policy with { Fault = policy.Fault ?? _headerFault };
        if (_isNamespaceInDoubt)
        {
            added = added with { Subject = CalicoLabels.IsNamespaced, Governs = Directions.Both };
        }

        CheckAnnotations(header);
        Resources.Policies.Add(policy.Name.Namespace, $"{policy.Name.ApiGroup}/{policy.Name.KindText}/{policy.Name.Name}", policy.Span, added);
    }

    /// <summary>The API server refuses the object; what it means is plain all the same.</summary>
    private void CheckAnnotations(ObjectHeader header)
    {
        if (header.Metadata?["annotations"] is not MappingNode annotations)
        {
            return;
        }

        long size = annotations.Entries.Sum(entry => (long)Encoding.UTF8.GetByteCount(entry.Key.Text) + (entry.Value is ScalarNode value ? Encoding.UTF8.GetByteCount(value.Text) : 0));
        if (size > MaxAnnotationBytes)
        {
            diagnostics.Add(BindingDiagnostics.SizeLimit, annotations.Span, string.Create(CultureInfo.InvariantCulture, $"the annotations of {header.Kind} `{header.Name}` have {size} bytes, at most {MaxAnnotationBytes} are allowed"));
        }
    }

    /// <summary>The API server refuses the object; what it means is plain all the same.</summary>
    private void CheckName(ObjectHeader header, bool isValid)
    {
        if (isValid)
        {
            return;
        }

        SourceSpan span = header.Metadata?["name"]?.Span ?? header.Span;
        string message = $"{header.Kind} name `{header.Name}` is not valid";
        if (header.Name.Length == 0)
        {
            ReportHeader(BindingDiagnostics.InvalidName, span, message);
        }
        else
        {
            diagnostics.Add(BindingDiagnostics.InvalidName, span, message);
        }
    }

    /// <summary>Stands for something that may allow or deny anything, so that no verdict ignores it.</summary>
    private static Policy NotUnderstood(PolicyName name, string tier, Fault fault, SourceSpan span) => new()
    {
        Name = name,
        Tier = tier,
        Order = 0,
        Subject = name.Namespace.Length == 0 ? Selector.All : CalicoLabels.InNamespace(name.Namespace),
        Governs = Directions.Both,
        AppliesOnForward = name.Namespace.Length == 0,
        Fault = fault,
        Span = span,
    };
}
