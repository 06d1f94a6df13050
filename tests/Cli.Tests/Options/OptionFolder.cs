using System.Runtime.Versioning;

namespace Cli.Tests.Options;

/// <summary>The files that command lines of <see cref="CommandLines"/> name, made once.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OptionFolder : IDisposable
{
    private const string RedisFromBatch = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis-from-batch, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: redis}}
          ingress: [{from: [{podSelector: {matchLabels: {app: batch}}}], ports: [{port: 6379}]}]

        """;

    private const string Kubectl = """
        #!/bin/sh
        case "$*" in
          *api-resources*) printf 'namespaces\npods\nnodes\n';;
          *'get namespaces'*) echo '{"items": []}';;
          *'get pods'*) echo '{"items": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"}, "spec": {"containers": [{"image": "private"}]}}]}';;
          *) echo 'Error from server (Forbidden)' >&2; exit 1;;
        esac

        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes the files.</summary>
    public OptionFolder()
    {
        _folder.Write("over.yaml", RedisFromBatch);
        _folder.Write("netpol.yaml", "profile: calico-nftables\nnetwork: {mtu: 1400}\n");
        _folder.Write("gates.yaml", "gates: [{name: batch, to: {namespace: shop}, change: [added]}]");
        _folder.Write("questions.jsonl", """{"from":"shop/web-0","to":"shop/redis-0","port":6379,"id":1}""" + "\n" + """{"from":"shop/web-0","to":"shop/redis-0","port":80,"id":2}""" + "\n");
        _folder.Write("dangling/policy.yaml", RedisFromBatch.Replace("app: redis", "app: nobody", StringComparison.Ordinal) + "---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop, labels: {app: p}}}\n");
        _folder.Write("fleet/one/cluster.yaml", Fixture.Cluster);
        _folder.Write("fleet/two/cluster.yaml", Fixture.Cluster);
        _folder.Write("expectations.yaml", "tests: [{from: shop/batch-1, to: redis-0, port: 6379, expect: allow}]");
        _folder.Write("token", "a-token-that-is-long-enough\n");
        File.SetUnixFileMode(_folder.Write("bin/kubectl", Kubectl), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Made("render", "samples/redis", "--target", "iptables", "--node", "w2", "-o", In("rules/"));
        _folder.Write("sets", File.ReadAllText(In("rules/ipset.v4")) + File.ReadAllText(In("rules/ipset.v6")));
        _folder.Write("nft.json", """{"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}}]}""");
        Made("matrix", "samples/redis", "--format", "json", "--shard", "1/1", "-o", In("piece.jsonl"));
        Made("lint", In("dangling"), "--baseline", In("accepted.json"), "--update-baseline");
    }

    /// <summary>Where the files are.</summary>
    public string Path => _folder.Path;

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private string In(string name) => System.IO.Path.Combine(_folder.Path, name);

    private static void Made(params string[] args)
    {
        CommandResult result = Netpol.Run(args);
        Assert.True(result.Status <= 1, result.Error);
    }
}
