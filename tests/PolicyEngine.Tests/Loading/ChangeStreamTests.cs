using System.Globalization;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Tests.Documents;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Loading;

/// <summary>Snapshots that come from one another by very many changes. <c>CHANGES</c> says how many.</summary>
[Collection(MemoryCollection.Name)]
public sealed class ChangeStreamTests
{
    private const int Pods = 60;
    private const int Homes = 4;
    private const int Rounds = 4;

    // What the collector and the runtime keep for themselves comes and goes.
    private const long Slack = 1_500_000;

    private static int Changes => int.TryParse(Environment.GetEnvironmentVariable("CHANGES"), NumberStyles.None, CultureInfo.InvariantCulture, out int changes) ? changes : 48_000;

    [Fact]
    public void Changes_that_are_taken_back_leave_no_memory_behind()
    {
        PolicySnapshot snapshot = new PolicyLoader().LoadText(Cluster()).Snapshot;
        int number = 0;
        long after = 0;
        for (int round = 0; round < Rounds; round++)
        {
            for (int change = 0; change < Changes / Rounds; change++)
            {
                snapshot = Changed(snapshot, number++);
            }

            snapshot = TakenBack(snapshot);
            long now = GC.GetTotalMemory(forceFullCollection: true);

            // The first rounds fill what is bounded.
            Assert.True(round < 2 || now < after + Slack, $"{now} bytes after {number} changes, {after} before");
            after = round < 1 ? 0 : round == 1 ? now : after;
        }

        Assert.Equal(Verdicts(new PolicyLoader().LoadText(Cluster()).Snapshot), Verdicts(snapshot));
    }

    [Fact]
    public void Readers_of_a_snapshot_see_that_snapshot_whatever_is_changed_meanwhile()
    {
        const int readers = 8;
        State[] states = [.. Enumerable.Range(0, 12).Select(number => Changed(new PolicyLoader().LoadText(Cluster()).Snapshot, number)).Select(snapshot => new State(snapshot, Verdicts(snapshot)))];
        State current = states[0];
        bool isDone = false;
        int wrong = 0;
        int read = 0;
        Thread[] threads = [.. Enumerable.Range(0, readers).Select(_ => new Thread(Read))];
        Array.ForEach(threads, thread => thread.Start());
        PolicySnapshot latest = states[0].Snapshot;
        for (int step = 0; step < 400; step++)
        {
            // Each change in turn on top of the others, taken back before the next: what readers see is always one of the states.
            int number = step % states.Length;
            latest = Changed(TakenBack(latest), number);
            Volatile.Write(ref current, new State(latest, states[number].Verdicts));
        }

        Volatile.Write(ref isDone, true);
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(0, wrong);
        Assert.True(read > 0);

        void Read()
        {
            do
            {
                State seen = Volatile.Read(ref current);
                if (Verdicts(seen.Snapshot) != seen.Verdicts)
                {
                    Interlocked.Increment(ref wrong);
                }

                Interlocked.Increment(ref read);
            }
            while (!Volatile.Read(ref isDone));
        }
    }

    /// <summary>One more change; labels, names and ports are such as never were before.</summary>
    private static PolicySnapshot Changed(PolicySnapshot snapshot, int number) => (number % 6) switch
    {
        0 => snapshot.With(Document(Pod(number % Pods, $"{{app: a{number}, tier: t{number % 3}}}"))).Snapshot,
        1 => snapshot.With(Document(Pod(Pods + (number % 7), $"{{app: b{number}}}"))).Snapshot,
        2 => snapshot.With(Document(Policy($"p{number % 5}", number))).Snapshot,
        3 => snapshot.With(Document(Namespace(number % Homes, $"{{stage: s{number}}}"))).Snapshot,
        4 => snapshot.With([], [$"pod/{Home(Pods + (number % 7))}/pod-{Pods + (number % 7)}", $"networkpolicy/{Home(number)}/p{number % 5}"]).Snapshot,
        _ => snapshot.With(Document($"{{apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {{name: set, labels: {{x: n{number}}}}}, spec: {{nets: [192.0.{number & 255}.0/24]}}}}")).Snapshot,
    };

    private static PolicySnapshot TakenBack(PolicySnapshot snapshot)
    {
        string[] more =
        [
            .. Enumerable.Range(Pods, 7).Select(pod => $"pod/{Home(pod)}/pod-{pod}"),
            .. from home in Enumerable.Range(0, Homes) from policy in Enumerable.Range(0, 5) select $"networkpolicy/{Home(home)}/p{policy}",
            "globalnetworkset/set",
        ];
        return snapshot.With([PolicySource.FromText("cluster.yaml", Cluster())], more).Snapshot;
    }

    private static string Verdicts(PolicySnapshot snapshot)
    {
        Party[] parties = [.. Enumerable.Range(0, 12).SelectMany(pod => snapshot.TryGetParty($"{Home(pod)}/pod-{pod}", out Party party) ? [party] : Array.Empty<Party>()), snapshot.PartyAt(IpAddress.V4(0xC0000001))];
        return string.Concat(from source in parties from destination in parties select (int)snapshot.Evaluate(new Flow(source, destination, TrafficPoint.Ports(Protocol.Tcp, 80))).Kind);
    }

    private static string Cluster() => string.Join(
        "\n---\n",
        Enumerable.Range(0, Homes).Select(home => Namespace(home, "{stage: none}"))
            .Concat(Enumerable.Range(0, Pods).Select(pod => Pod(pod, $"{{app: a{pod % 5}, tier: t{pod % 3}}}")))
            .Append($"{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: base, namespace: {Home(0)}}}, spec: {{podSelector: {{}}, ingress: [{{from: [{{podSelector: {{matchLabels: {{app: a0}}}}}}]}}]}}}}"));

    private static string Namespace(int home, string labels) => $"{{apiVersion: v1, kind: Namespace, metadata: {{name: {Home(home)}, labels: {labels}}}}}";

    private static string Pod(int pod, string labels) =>
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: pod-{pod}, namespace: {Home(pod)}, labels: {labels}}}, status: {{podIP: 10.0.{pod / 256}.{(pod % 256) + 1}}}}}";

    private static string Policy(string name, int number) =>
        $"{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: {name}, namespace: {Home(number)}}}, spec: {{podSelector: {{matchLabels: {{tier: t{number % 3}}}}}, ingress: [{{from: [{{podSelector: {{matchLabels: {{app: c{number}}}}}}}, {{ipBlock: {{cidr: 192.0.{number & 255}.0/24}}}}], ports: [{{port: {80 + (number % 1000)}}}]}}]}}}}";

    private static string Home(int number) => string.Create(CultureInfo.InvariantCulture, $"ns-{number % Homes}");

    private static PolicySource[] Document(string text) => [PolicySource.FromText("change.yaml", text)];

    private sealed record State(PolicySnapshot Snapshot, string Verdicts);
}
