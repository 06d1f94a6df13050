using System.Collections.Immutable;
using PolicyEngine.Binding.Calico;
using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Model;
using PolicyEngine.Selectors;

namespace PolicyEngine.Binding;

/// <summary>Makes endpoints of pods, of workloads whose pods are not given, of workload endpoints and of host endpoints.</summary>
internal sealed class EndpointBuilder(ResourceCollection resources, FelixConfigurations felix, ClusterParts parts)
{
    // The chain from a pod up to what a person made is short (CronJob, Job, Pod); the bound guards against a loop in the input.
    private const int MaxOwners = 4;

    private readonly Dictionary<Bearer, LabelSet> _effective = [];
    private readonly Dictionary<(string Namespace, string ServiceAccount), ImmutableArray<Profile>> _podProfiles = [];

    public EndpointList Build() =>
    [
        .. Build(resources.Pods.Values, resources.Workloads.Values, resources.WorkloadEndpoints.Values),
        .. resources.HostEndpoints.Values.Where(host => host.Fault is null).Select(OfHost),
    ];

    /// <summary>The endpoints of a namespace.</summary>
    public IEnumerable<Endpoint> BuildIn(string @namespace) =>
        Build(resources.Pods.In(@namespace), resources.Workloads.In(@namespace), resources.WorkloadEndpoints.In(@namespace));

    private List<Endpoint> Build(IEnumerable<PodResource> pods, IEnumerable<WorkloadResource> workloads, IEnumerable<WorkloadEndpointResource> records)
    {
        var endpoints = new List<Endpoint>();
        var present = new HashSet<(string Namespace, string Workload)>();
        foreach (PodResource pod in pods)
        {
            present.UnionWith(OwnersOf(pod).Select(owner => (pod.Namespace, owner)));
            endpoints.Add(OfPod(pod));
        }

        endpoints.AddRange(workloads
            .Where(workload => !present.Contains((workload.Template.Namespace, workload.Name)) && !IsCreatedByAnother(workload))
            .Select(OfWorkload));
        endpoints.AddRange(records.Where(record => !resources.Pods.TryGet(record.Namespace, record.Name, out _)).Select(record => FromWorkloadEndpoint(record, "", null)));
        return endpoints;
    }

    /// <summary>Takes the labels and profiles of a pod that is there already for those that have the same.</summary>
    public void Learn(Endpoint pod)
    {
        parts.Labels.Intern(pod.Labels);
        _podProfiles.TryAdd((pod.Namespace, pod.ServiceAccount), pod.Profiles);
    }

    /// <summary>The endpoint that a pod is, or that is recorded for it, by namespace and name; null where there is neither.</summary>
    public Endpoint? Of(string @namespace, string name) =>
        resources.Pods.TryGet(@namespace, name, out PodResource? pod) ? OfPod(pod)
        : resources.WorkloadEndpoints.TryGet(@namespace, name, out WorkloadEndpointResource? record) ? FromWorkloadEndpoint(record, "", null)
        : null;

    /// <summary>What stands for the pods of a workload that are not given; null where some are, or where another workload makes it.</summary>
    public Endpoint? StandIn(WorkloadResource workload) =>
        IsCreatedByAnother(workload) || HasPods(workload) ? null : OfWorkload(workload);

    /// <summary>Pods are mostly named after their workload, so that they are found first.</summary>
    private bool HasPods(WorkloadResource workload)
    {
        string @namespace = workload.Template.Namespace;
        return resources.Pods.In(@namespace, from: workload.Template.Name).Concat(resources.Pods.In(@namespace))
            .Any(pod => OwnersOf(pod).Contains(workload.Name, StringComparer.Ordinal));
    }


    /// <summary>The workload a pod belongs to, followed up to the one a person made: each step as <c>Kind/name</c>.</summary>
    public IEnumerable<string> OwnersOf(PodResource pod)
    {
        OwnerReference owner = pod.Owner;
        for (int step = 0; step < MaxOwners && !owner.IsNone; step++)
        {
            string name = $"{owner.Kind}/{owner.Name}";
            yield return name;
            owner = resources.Workloads.TryGet(pod.Namespace, name, out WorkloadResource? workload)
                ? workload.Template.Owner
                : DeploymentOf(owner, pod);
        }
    }

    private static EndpointKind KindOf(PodResource pod) =>
        pod.Finished ? EndpointKind.FinishedPod : pod.HostNetwork ? EndpointKind.HostNetworkPod : EndpointKind.Pod;

    private Endpoint OfPod(PodResource pod)
    {
        string workload = OwnersOf(pod).LastOrDefault("");
        return resources.WorkloadEndpoints.TryGet(pod.Namespace, pod.Name, out WorkloadEndpointResource? record)
            ? FromWorkloadEndpoint(record, workload, pod)
            : FromPod(pod, KindOf(pod), workload);
    }

    private Endpoint OfWorkload(WorkloadResource workload) =>
        FromPod(workload.Template, workload.Template.HostNetwork ? EndpointKind.HostNetworkPod : EndpointKind.Workload, workload.Name) with { IsStandIn = true };

    private Endpoint FromPod(PodResource pod, EndpointKind kind, string workload)
    {
        bool missing = kind == EndpointKind.Pod && pod.MaySpoof && !felix.Of(pod.Node).AllowsSourceSpoofing;
        return new Endpoint
        {
            Kind = kind,
            Namespace = pod.Namespace,
            Name = pod.Name,
            Workload = workload,
            ServiceAccount = pod.ServiceAccount,
            Node = pod.Node,
            Labels = EffectiveLabels(pod),
            Profiles = missing ? [parts.Profiles.OfMissingEndpoint($"Pod `{pod.Namespace}/{pod.Name}`", PodAnnotations.SpoofedSources, pod.Span)] : ProfilesOf(pod.Namespace, pod.ServiceAccount),
            Addresses = kind == EndpointKind.FinishedPod ? [] : pod.Addresses,
            Ports = pod.Ports,
            Annotations = pod.Annotations,
            IsMissing = missing,
            Span = pod.Span,
        };
    }

    private Endpoint FromWorkloadEndpoint(WorkloadEndpointResource record, string workload, PodResource? pod)
    {
        bool missing = record.MaySpoof && !felix.Of(record.Node).AllowsSourceSpoofing;
        ImmutableArray<Profile> named = missing
            ? [parts.Profiles.OfMissingEndpoint($"WorkloadEndpoint `{record.Name}`", "allowSpoofedSourcePrefixes", record.Span)]
            : [.. record.Profiles.Select(name => parts.Profiles.Find(name, record.Span))];
        LabelSet own = record.Labels.With(CalicoLabels.Namespace, record.Namespace);
        return new Endpoint
        {
            Kind = EndpointKind.Pod,
            Namespace = record.Namespace,
            Name = record.Name,
            Workload = workload,
            ServiceAccount = pod?.ServiceAccount ?? "",
            Node = record.Node,
            InterfaceName = record.InterfaceName,
            Labels = parts.Labels.Intern(Inherit(own, named)),
            Profiles = named,
            Addresses = record.Addresses,
            Ports = record.Ports,
            IsMissing = missing,
            Span = record.Span,
        };
    }

    public Endpoint OfHost(HostEndpointResource host)
    {
        ImmutableArray<Profile> named = [.. host.Profiles.Select(name => parts.Profiles.Find(name, host.Span))];
        return new Endpoint
        {
            Kind = EndpointKind.HostEndpoint,
            Namespace = "",
            Name = host.Name,
            Node = host.Node,
            InterfaceName = host.InterfaceName,
            Labels = parts.Labels.Intern(Inherit(host.Labels, named)),
            Profiles = named,
            Addresses = host.Addresses,
            Ports = host.Ports,
            Span = host.Span,
        };
    }

    /// <summary>A pod's own labels win over those its namespace and service account lend it; the reserved ones are forced.</summary>
    private LabelSet EffectiveLabels(PodResource pod)
    {
        var key = new Bearer(pod.Labels, pod.Namespace, pod.ServiceAccount);
        if (_effective.TryGetValue(key, out LabelSet? known))
        {
            return known;
        }

        var own = new List<KeyValuePair<string, string>>();
        foreach (KeyValuePair<string, string> label in pod.Labels)
        {
            if (!label.Key.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal)
                && !label.Key.StartsWith(CalicoLabels.ServiceAccountPrefix, StringComparison.Ordinal))
            {
                own.Add(label);
            }
        }

        own.Add(new(CalicoLabels.Namespace, pod.Namespace));
        own.Add(new(CalicoLabels.Orchestrator, "k8s"));
        if (pod.ServiceAccount.Length > 0)
        {
            own.Add(new(CalicoLabels.ServiceAccount, pod.ServiceAccount));
        }

        LabelSet effective = parts.Labels.Intern(Inherit(LabelSet.Create(own), ProfilesOf(pod.Namespace, pod.ServiceAccount)));
        _effective.Add(key, effective);
        return effective;
    }

    private static LabelSet Inherit(LabelSet own, ImmutableArray<Profile> profiles)
    {
        var all = new List<KeyValuePair<string, string>>();
        for (int index = profiles.Length - 1; index >= 0; index--)
        {
            all.AddRange(profiles[index].Labels);
        }

        all.AddRange(own);
        return LabelSet.Create(all);
    }

    private ImmutableArray<Profile> ProfilesOf(string @namespace, string serviceAccount)
    {
        if (!_podProfiles.TryGetValue((@namespace, serviceAccount), out ImmutableArray<Profile> known))
        {
            known = serviceAccount.Length == 0
                ? [parts.Profiles.OfNamespace(@namespace)]
                : [parts.Profiles.OfNamespace(@namespace), parts.Profiles.OfServiceAccount(@namespace, serviceAccount)];
            _podProfiles.Add((@namespace, serviceAccount), known);
        }

        return known;
    }

    /// <summary>A replica set is named after its deployment and the hash its pods carry.</summary>
    private static OwnerReference DeploymentOf(OwnerReference owner, PodResource pod)
    {
        string? hash = pod.Labels["pod-template-hash"];
        return owner.Kind == "ReplicaSet" && hash is not null && owner.Name.EndsWith("-" + hash, StringComparison.Ordinal)
            ? new OwnerReference("Deployment", owner.Name[..^(hash.Length + 1)])
            : default;
    }

    private bool IsCreatedByAnother(WorkloadResource workload) =>
        !workload.Template.Owner.IsNone
        && resources.Workloads.TryGet(workload.Template.Namespace, $"{workload.Template.Owner.Kind}/{workload.Template.Owner.Name}", out _);

    /// <summary>What the labels of a pod come from.</summary>
    private readonly record struct Bearer(LabelSet Own, string Namespace, string ServiceAccount);
}
