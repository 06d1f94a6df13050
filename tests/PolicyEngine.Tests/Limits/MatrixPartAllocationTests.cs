using System.Globalization;
using PolicyEngine.Connectivity;

namespace PolicyEngine.Tests.Limits;

/// <summary>What a part of a matrix allocates: what one machine cannot hold can be worked out in parts.</summary>
public sealed class MatrixPartAllocationTests
{
    private const int Pods = 1_000;
    private const int Parts = 16;

    private readonly PolicySnapshot _snapshot = new PolicyLoader()
        .LoadText(string.Concat(Enumerable.Range(0, Pods).Select(number => PlainCluster.Pod(number, Name(number)) + Policy(number)))).Snapshot;

    [Fact]
    public void A_part_of_a_matrix_allocates_much_less_than_the_whole()
    {
        ConnectivityMatrix matrix = _snapshot.Matrix(new MatrixQuery(), out _)!;
        long whole = Allocation.Of(() => _ = matrix.Connections().Count());
        long part = Allocation.Of(() => _ = matrix.Part(0, Parts).Connections().Count());
        Assert.InRange(part, 1, whole / 5);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"app-{number}");

    /// <summary>Lets one pod of the namespace in to another.</summary>
    private static string Policy(int number) => string.Create(CultureInfo.InvariantCulture, $"""
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: policy-{number}
          namespace: ns-{number / PlainCluster.PodsPerNamespace}
        spec:
          podSelector:
            matchLabels:
              app: {Name(number)}
          ingress:
          - from:
            - podSelector:
                matchLabels:
                  app: {Name(number + 1)}

        """);
}
