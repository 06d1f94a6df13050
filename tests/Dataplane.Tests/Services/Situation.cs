using FsCheck;
using FsCheck.Fluent;

namespace Dataplane.Tests.Services;

/// <summary>A backend as bits.</summary>
internal sealed record BackendPlan(byte Host, byte State)
{
    public override string ToString() => $"{Host} {State:b8}";
}

/// <summary>A Service port as bits.</summary>
internal sealed record ServicePlan(byte Exposure, byte Policies, BackendPlan[] Backends)
{
    public override string ToString() => $"({Exposure:b8} {Policies:b8} [{string.Join<BackendPlan>(", ", Backends)}])";
}

/// <summary>Services, settings and one packet, all made of small numbers.</summary>
internal sealed record Situation(ServicePlan[] Services, byte Settings, byte Client, byte Target, byte Entrance, ulong Draw)
{
    private const int MostServices = 4;
    private const int MostBackends = 8;

    /// <summary>One to four Services of up to eight backends; a failure loses Services and backends that do not matter.</summary>
    public static Arbitrary<Situation> Any { get; } = Arb.From(Situations(), Smaller);

    public ServiceWorld World => new(this);

    public override string ToString() => $"{string.Join<ServicePlan>(", ", Services)} settings {Settings:b8} client {Client} target {Target} entrance {Entrance} draw {Draw}";

    private static Gen<byte> Bits => Gen.Choose(0, byte.MaxValue).Select(value => (byte)value);

    private static Gen<ulong> Draws =>
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        select unchecked(((ulong)(uint)high << 32) | (uint)low);

    private static Gen<ServicePlan> Plans() =>
        from exposure in Bits
        from policies in Bits
        from count in Gen.Choose(0, MostBackends)
        from backends in Backends().ArrayOf(count)
        select new ServicePlan(exposure, policies, backends);

    private static Gen<BackendPlan> Backends() =>
        from host in Bits
        from state in Bits
        select new BackendPlan(host, state);

    private static Gen<Situation> Situations() =>
        from count in Gen.Choose(1, MostServices)
        from services in Plans().ArrayOf(count)
        from settings in Bits
        from client in Bits
        from target in Bits
        from entrance in Bits
        from draw in Draws
        select new Situation(services, settings, client, target, entrance, draw);

    private static IEnumerable<Situation> Smaller(Situation situation)
    {
        for (int index = 0; index < situation.Services.Length; index++)
        {
            if (situation.Services.Length > 1)
            {
                yield return situation with { Services = Without(situation.Services, index) };
            }

            ServicePlan service = situation.Services[index];
            for (int backend = 0; backend < service.Backends.Length; backend++)
            {
                ServicePlan[] services = [.. situation.Services];
                services[index] = service with { Backends = Without(service.Backends, backend) };
                yield return situation with { Services = services };
            }
        }
    }

    private static T[] Without<T>(T[] values, int index) => [.. values[..index], .. values[(index + 1)..]];
}
