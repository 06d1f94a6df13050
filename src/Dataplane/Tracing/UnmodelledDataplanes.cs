using System.Collections.Immutable;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;

namespace PolicyEngine.Dataplane.Tracing;

/// <summary>
/// Nodes that handle packets in ways that are not modelled: those with Windows, whatever they do, and those with Calico's eBPF
/// programs, where these translate for Services. Ways end there, since nobody knows how they go on.
/// </summary>
internal sealed class UnmodelledDataplanes
{
    private const string EbpfSetting = "bpfEnabled";

    private static readonly string[] s_systemLabels = ["kubernetes.io/os", "beta.kubernetes.io/os"];

    private readonly HashSet<string> _windows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ebpf = new(StringComparer.Ordinal);

    public UnmodelledDataplanes(PolicyModel model, DatastoreView view)
    {
        bool hasFelix = view.Provider is NetworkProvider.Calico or NetworkProvider.Canal;
        foreach (ClusterNode node in view.Cluster.Nodes)
        {
            if (Array.Exists(s_systemLabels, label => node.Labels[label] == "windows"))
            {
                _windows.Add(node.Name);
            }
            else if (hasFelix && (model.Profile == EnforcementProfile.CalicoEbpf || IsOn(model.Felix.Of(node.Name))))
            {
                _ebpf.Add(node.Name);
            }
        }

        _windows.UnionWith(view.Cluster.Pods.Where(pod => _windows.Contains(pod.Node)).Select(pod => pod.Stack).ToArray());
    }

    /// <summary>The way of a packet as far as it is known.</summary>
    /// <param name="trace">The way.</param>
    /// <param name="isAnswer">Whether it is an answer's: what that is translated by was on the way there.</param>
    public PacketTrace KnownOf(PacketTrace trace, bool isAnswer)
    {
        int step = 0;
        while (step < trace.Steps.Length && !_windows.Contains(trace.Steps[step].Stack) && (isAnswer || !IsTranslatedByEbpf(trace.Steps[step])))
        {
            step++;
        }

        return step < trace.Steps.Length ? Before(step, trace)
            : _windows.Contains(trace.Stack) || (trace.End is WalkEnd.RefusedByService or WalkEnd.DroppedByService && _ebpf.Contains(trace.Stack)) ? End(trace.Steps, trace.Stack, trace.Packet, trace)
            : trace;
    }

    /// <summary>That a way which is known led by nodes that are modelled as others.</summary>
    public IEnumerable<string> NotesOn(PacketTrace trace)
    {
        string[] passed = [.. trace.Steps.Select(step => step.Stack).Where(_ebpf.Contains).Distinct(StringComparer.Ordinal)];
        if (passed.Length > 0 && trace.End != WalkEnd.NotModelled)
        {
            yield return $"{FewNames.Quote(passed)}: Calico's eBPF programs are not modelled; this is the way that its other dataplanes lead packets that no Service translates";
        }
    }

    private static bool IsOn(FelixConfiguration felix) => bool.TryParse(felix.Parameters.GetValueOrDefault(EbpfSetting), out bool isOn) && isOn;

    private bool IsTranslatedByEbpf(WalkStep step) =>
        step is TranslatedStep { Before: var before } && _ebpf.Contains(step.Stack) && (before.Destination != step.Packet.Destination || before.Traffic.Major != step.Packet.Traffic.Major);

    private PacketTrace Before(int step, PacketTrace trace) => trace.Steps[step] switch
    {
        ReceivedStep arrived => End(trace.Steps[..(step + 1)], arrived.Stack, arrived.Packet, trace),
        TranslatedStep translated => End(trace.Steps[..step], translated.Stack, translated.Before, trace),
        var first => End(trace.Steps[..step], first.Stack, first.Packet, trace),
    };

    private PacketTrace End(ImmutableArray<WalkStep> steps, string stack, Packet packet, PacketTrace trace) => new(steps, WalkEnd.NotModelled, stack, packet)
    {
        Reason = _windows.Contains(stack) ? "Windows and what it does with packets are not modelled" : "Calico's eBPF programs translate here for Services, and not as kube-proxy does; they are not modelled",
        Sent = trace.Sent,
    };
}
