using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

/// <summary>One thing that happens: a connection, time passing, or a backend that changes or goes.</summary>
public sealed record ServiceStep(byte Kind, byte Which, byte Port, ulong Draw)
{
    /// <summary>The draw over its whole range; generated numbers are small.</summary>
    internal ulong Spread => unchecked(Draw * 0x9E37_79B9_7F4A_7C15);
}

/// <summary>The invariants of Services that hold over time, whatever happens in whatever order.</summary>
public sealed class ServiceStepTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(60);

    [Fact]
    public void S2_all_packets_of_a_TCP_connection_go_to_one_backend() => TestKit.Property.Holds<(byte Mode, ServiceStep[] Steps)>(plan =>
    {
        Dictionary<FirstPacket, IpAddress> backends = [];
        Run(plan.Mode, Protocol.Tcp, plan.Steps, (_, packet, outcome) =>
        {
            if (outcome is Translation.ToBackend translated)
            {
                Assert.Equal(backends.GetValueOrDefault(packet, translated.Backend.Address), translated.Backend.Address);
                backends[packet] = translated.Backend.Address;
            }
        });
    });

    [Fact]
    public void S4_a_client_reaches_its_backend_of_before_within_the_period_while_it_is_used() => TestKit.Property.Holds<(byte Mode, ServiceStep[] Steps)>(plan =>
    {
        Dictionary<IpAddress, (IpAddress Backend, TimeSpan At)> last = [];
        void Forget(ServiceRun run)
        {
            string[] used = Names(SelectedBackends.Of(run.Port, Node).Cluster);
            foreach (IpAddress client in last.Keys.Where(client => !used.Contains(last[client].Backend.ToString())).ToArray())
            {
                last.Remove(client);
            }
        }

        Run(plan.Mode, Protocol.Tcp, plan.Steps, isTracked: false, changed: Forget, observe: (run, packet, outcome) =>
        {
            if (outcome is Translation.ToBackend translated)
            {
                if (last.TryGetValue(packet.Source, out (IpAddress Backend, TimeSpan At) before) && run.Now - before.At <= Period)
                {
                    Assert.Equal(before.Backend, translated.Backend.Address);
                }

                last[packet.Source] = (translated.Backend.Address, run.Now);
            }
        });
    });

    [Fact]
    public void S15_no_packet_of_an_old_UDP_flow_reaches_a_backend_that_is_gone() => TestKit.Property.Holds<(byte Mode, ServiceStep[] Steps)>(plan =>
        Run(plan.Mode, Protocol.Udp, plan.Steps, (run, _, outcome) =>
        {
            if (outcome is Translation.ToBackend translated)
            {
                Assert.Contains(run.Port.Backends, backend => backend.Address == translated.Backend.Address);
            }
        }));

    [Fact]
    public void F19_no_new_connection_goes_to_a_backend_that_failed() => TestKit.Property.Holds<(byte Mode, ServiceStep[] Steps)>(plan =>
        Run(plan.Mode, Protocol.Tcp, plan.Steps, isTracked: false, observe: (run, _, outcome) =>
        {
            if (outcome is Translation.ToBackend translated)
            {
                ServiceBackend now = run.Port.Backends.Single(backend => backend.Address == translated.Backend.Address);
                Assert.True(now.IsReady || (now is { IsServing: true, IsTerminating: true } && !run.Port.Backends.Any(backend => backend.IsReady)));
            }
        }));

    private static void Run(byte mode, Protocol protocol, ServiceStep[] steps, Action<ServiceRun, FirstPacket, Translation> observe, bool isTracked = true, Action<ServiceRun>? changed = null)
    {
        ServiceRun run = new((ProxyMode)(mode % 3), Web with { Protocol = protocol, Affinity = Period });
        foreach (ServiceStep step in steps)
        {
            int which = step.Which % Web.Backends.Length;
            switch (step.Kind % 8)
            {
                case 0:
                    run.Wait(TimeSpan.FromSeconds(step.Which));
                    break;
                case 1:
                    run.Change(Web.Backends[which], present: false);
                    break;
                case 2:
                    run.Change(Web.Backends[which] with { IsReady = false, IsServing = step.Port % 2 == 0, IsTerminating = true }, present: true);
                    break;
                case 3:
                    run.Change(Web.Backends[which], present: true);
                    break;
                default:
                    FirstPacket packet = Packet($"10.18.1.{20 + which}", "10.96.0.10", 80, protocol) with { SourcePort = (ushort)(step.Port % 4) };
                    observe(run, packet, run.Send(packet, step.Spread, isTracked));
                    break;
            }

            changed?.Invoke(run);
        }
    }
}
