using System.Collections.Immutable;
using PolicyEngine.Binding.Calico;
using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Model;
using PolicyEngine.Selectors;

namespace PolicyEngine.Binding;

/// <summary>Makes endpoints of pods, of workloads whose pods are not given, of workload endpoints and of host endpoints.</summary>
internal sealed class EndpointBuilder(ResourceCollection resources, FelixConfigurations felix, ProfileTable profiles, LabelReader labels)
{
    private readonly Dictionary<Bearer, LabelSet> _effective = [];
    private readonly Dictionary<(string Namespace, string ServiceAccount), ImmutableArray<Profile>> _podProfiles = [];

    public EndpointList Build()
    {
        var endpoints = new List<Endpoint>();
        var present = new HashSet<(string Namespace, string Workload)>();
        foreach (PodResource pod in resources.Pods.Values)
        {
            string workload = OwnerOf(pod, present);
            endpoints.Add(resources.WorkloadEndpoints.TryGet(pod.Namespace, pod.Name, out WorkloadEndpointResource? record)
                ? FromWorkloadEndpoint(record, workload, pod)
                : FromPod(pod, KindOf(pod), workload));
        }

        foreach (WorkloadResource workload in resources.Workloads.Values)
        {
            PodResource template = workload.Template;
            string name = $"{workload.Kind}/{template.Name}";
            if (!present.Contains((template.Namespace, name)) && !IsCreatedByAnother(workload))
            {
                endpoints.Add(FromPod(template, template.HostNetwork ? EndpointKind.HostNetworkPod : EndpointKind.Workload, name));
            }
        }

        foreach (WorkloadEndpointResource record in resources.WorkloadEndpoints.Values)
        {
            if (!resources.Pods.TryGet(record.Namespace, record.Name, out _))
            {
                endpoints.Add(FromWorkloadEndpoint(record, "", null));
            }
        }

        endpoints.AddRange(resources.HostEndpoints.Values.Where(host => host.Fault is null).Select(FromHostEndpoint));
        return [.. endpoints];
    }

    private static EndpointKind KindOf(PodResource pod) =>
        pod.Finished ? EndpointKind.FinishedPod : pod.HostNetwork ? EndpointKind.HostNetworkPod : EndpointKind.Pod;

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
            Profiles = missing ? [profiles.OfMissingEndpoint($"Pod `{pod.Namespace}/{pod.Name}`", PodAnnotations.SpoofedSources, pod.Span)] : ProfilesOf(pod.Namespace, pod.ServiceAccount),
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
            ? [profiles.OfMissingEndpoint($"WorkloadEndpoint `{record.Name}`", "allowSpoofedSourcePrefixes", record.Span)]
            : [.. record.Profiles.Select(name => profiles.Find(name, record.Span))];
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
            Labels = labels.Intern(Inherit(own, named)),
            Profiles = named,
            Addresses = record.Addresses,
            Ports = record.Ports,
            IsMissing = missing,
            Span = record.Span,
        };
    }

    private Endpoint FromHostEndpoint(HostEndpointResource host)
    {
        ImmutableArray<Profile> named = [.. host.Profiles.Select(name => profiles.Find(name, host.Span))];
        return new Endpoint
        {
            Kind = EndpointKind.HostEndpoint,
            Namespace = "",
            Name = host.Name,
            Node = host.Node,
            InterfaceName = host.InterfaceName,
            Labels = labels.Intern(Inherit(host.Labels, named)),
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

        LabelSet effective = labels.Intern(Inherit(LabelSet.Create(own), ProfilesOf(pod.Namespace, pod.ServiceAccount)));
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
                ? [profiles.OfNamespace(@namespace)]
                : [profiles.OfNamespace(@namespace), profiles.OfServiceAccount(@namespace, serviceAccount)];
            _podProfiles.Add((@namespace, serviceAccount), known);
        }

        return known;
    }

    /// <summary>The workload a pod belongs to, followed up to the one a person made; every step is noted as having pods.</summary>
    private string OwnerOf(PodResource pod, HashSet<(string Namespace, string Workload)> present)
    {
        OwnerReference owner = pod.Owner;
        string name = "";

        // Owners form a short chain (CronJob, Job, Pod); the bound guards against a loop in the input.
        for (int step = 0; step < 4 && !owner.IsNone; step++)
        {
            name = $"{owner.Kind}/{owner.Name}";
            present.Add((pod.Namespace, name));
            owner = resources.Workloads.TryGet(pod.Namespace, name, out WorkloadResource? workload)
                ? workload.Template.Owner
                : DeploymentOf(owner, pod);
        }

        return name;
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
