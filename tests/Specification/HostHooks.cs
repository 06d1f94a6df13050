namespace PolicyEngine.Specification;

/// <summary>What one family of policies at a host endpoint makes of a packet.</summary>
public sealed class HostHooks(World world, OpenQuestions questions, FelixSettings settings)
{
    private readonly Failsafes _failsafes = new(settings, new AddressConditions(world, questions));

    /// <summary><see cref="Step.NoMatch"/> where there is no host endpoint, or no verdict: the packet goes on.</summary>
    // Calico: failsafes count for all families but the forward one. Felix: they end the hook; only an allowing rule ends the later ones too.
    public Step Run(HostEndpointObject? host, PacketFamily family, Packet packet, bool ingress)
    {
        if (host is null)
        {
            return Step.NoMatch;
        }

        if (family != PacketFamily.Forward && _failsafes.AreOpen(packet, ingress, family == PacketFamily.Untracked))
        {
            return family == PacketFamily.Normal ? Step.Allow : Step.NoMatch;
        }

        return new TierWalk(world, questions, Subject.Of(world, host), packet, ingress, family).Run();
    }

    /// <summary>Policies before translation of destinations: those of the host endpoint for all interfaces where the interface's own has none.</summary>
    // Felix: the mangle table dispatches to host endpoints that have such policies, and what is left to that of all interfaces.
    public Step RunBeforeTranslation(HostEndpointObject? own, HostEndpointObject? forAll, Packet packet) =>
        Run(own is not null && new TierWalk(world, questions, Subject.Of(world, own), packet, ingress: true, PacketFamily.PreDnat).HasPolicies() ? own : forAll, PacketFamily.PreDnat, packet, ingress: true);

    /// <summary>A pod's own policies; it may not send packets that wrap others.</summary>
    public Step Run(PodObject pod, Packet packet, bool ingress) => !ingress && IsForbidden(packet)
        ? Step.Deny
        : new TierWalk(world, questions, Subject.Of(world, pod), packet, ingress).Run();

    private bool IsForbidden(Packet packet) => world.Enforcement != Enforcement.Kubernetes
        && ((Encapsulation.IsIpip(packet) && !settings.AllowsIpip) || (Encapsulation.IsVxlan(packet, settings) && !settings.AllowsVxlan));
}
