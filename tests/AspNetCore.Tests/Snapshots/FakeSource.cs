using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Snapshots;

/// <summary>A source that tells what a test tells it to.</summary>
internal sealed class FakeSource : ISnapshotSource
{
    private readonly Channel<Func<SnapshotUpdate?>> _steps = Channel.CreateUnbounded<Func<SnapshotUpdate?>>();

    public string Name => "fake";

    public bool HoldsBackErrors { get; init; }

    public int Attempts { get; private set; }

    public void Tell(bool isComplete, IEnumerable<SnapshotDocument> documents, params string[] removed) =>
        _steps.Writer.TryWrite(() => new SnapshotUpdate(isComplete, [.. documents], [.. removed]));

    public void Throw(string message) => _steps.Writer.TryWrite(() => throw new IOException(message));

    public void End() => _steps.Writer.TryWrite(() => null);

    public async IAsyncEnumerable<SnapshotUpdate> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Attempts++;
        await foreach (Func<SnapshotUpdate?> step in _steps.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (step() is not { } update)
            {
                yield break;
            }

            yield return update;
        }
    }

    public static SnapshotDocument Pod(string name, string app = "a") => Document(
        $"pods/shop/{name}", $$"""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{name}}", "namespace": "shop", "labels": {"app": "{{app}}"} } }""", $"pod/shop/{name}");

    public static SnapshotDocument PlacedPod(string name, string address, string node) => Document(
        $"pods/shop/{name}",
        $$"""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{name}}", "namespace": "shop"}, "spec": {"nodeName": "{{node}}"}, "status": {"phase": "Running", "podIP": "{{address}}"} }""",
        $"pod/shop/{name}");

    public static SnapshotDocument Node(string name, string address) => Document(
        $"nodes/{name}", $$"""{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "{{name}}"}, "status": {"addresses": [{"type": "InternalIP", "address": "{{address}}"}]} }""", $"node/{name}");

    public static SnapshotDocument Policy(string name, string spec = "{podSelector: {}}") => Document(
        $"networkpolicies/shop/{name}", $$"""{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: {{name}}, namespace: shop}, spec: {{spec}} }""", $"networkpolicy/shop/{name}");

    /// <summary>A text that may hold any number of objects.</summary>
    public static SnapshotDocument File(string name, params SnapshotDocument[] objects) => new(name, Encoding.UTF8.GetBytes(string.Join("\n---\n", objects.Select(part => Encoding.UTF8.GetString(part.Utf8.Span)))));

    private static SnapshotDocument Document(string name, string text, string reference) => new(name, Encoding.UTF8.GetBytes(text), reference);
}
