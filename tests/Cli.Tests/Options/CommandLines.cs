namespace Cli.Tests.Options;

/// <summary>
/// Command lines that together use every option of every command, and every value of those with a list of values: what they exit with,
/// and what they say, on standard output, standard error or in the file of <c>-o</c>. <c>{t}</c> is the folder of
/// <see cref="OptionFolder"/>; <c>{with}</c> and <c>{as}</c> are the options that commands share.
/// </summary>
internal static class CommandLines
{
    /// <summary>With it batch reaches Redis, and the frontend no longer does.</summary>
    private const string With = "-f samples/redis --whatif {t}/over.yaml --without networkpolicy/shop/redis-from-frontend -n shop --config {t}/netpol.yaml --profile calico-iptables --verbose";

    private const string As = "--format json -o {t}/out";

    private static readonly (string Line, int Status, string Says)[] s_lines =
    [
        ("can batch-1 redis-0 --port 6379 --protocol TCP --source-port 40000 --explain {with} {as}", 0, "NetworkPolicy/shop/redis-from-batch"),
        ("can shop/web-0 shop/redis-0 --icmp 8/0 -f samples/redis --format text", 1, "denied: shop/web-0 -> shop/redis-0"),
        ("can shop/web-0 shop/redis-0 --port 80 --http-method GET --http-path /x -f samples/redis --profile calico-application-layer", 1, "denied"),
        ("can shop/batch-1 shop/redis-0 --port 6379 --fix -f samples/redis", 1, "kind: NetworkPolicy"),
        ("can --queries {t}/questions.jsonl --shard 2/2 -f samples/redis", 0, "\"id\":2"),

        ("matrix --from batch-1 --to redis-0 --port 6379 --protocol TCP --all --self --group pod {with} {as}", 0, "{\"from\":\"shop/batch-1\",\"to\":\"shop/redis-0\",\"allow\":[{\"protocol\":\"TCP\",\"ports\":\"6379\"}]}"),
        ("matrix samples/redis --exposure --group workload --format text", 0, "external  "),
        ("matrix samples/redis --group namespace --format csv", 0, "from,to,allow"),
        ("matrix samples/redis --format md", 0, "| From | To | Allowed |"),
        ("matrix samples/redis --format dot", 0, "digraph connectivity {"),
        ("matrix samples/redis --format mermaid", 0, "flowchart LR"),
        ("matrix samples/redis --format svg", 0, "<svg "),
        ("matrix --fleet {t}/fleet --shard 1/2 --format json", 0, "\"one\""),

        ("diff --from batch-1 --to redis-0 --port 6379 --protocol TCP --self --group pod --gate {t}/gates.yaml {with} {as}", 1, "\"violations\""),
        ("diff samples/redis samples/redis --group workload --format text", 0, "nothing changes"),
        ("diff samples/redis {t}/dangling --group namespace", 1, "removed"),

        ("test {t}/expectations.yaml --coverage --coverage-min 100 {with} {as}", 0, "\"passed\": 1"),
        ("test samples/redis --format junit", 0, "<testsuites>"),
        ("test samples/redis --format text", 0, "3 "),

        ("show redis-0 {with} {as}", 0, "redis-from-batch"),
        ("show shop/redis-0 -f samples/redis --format text", 0, "redis-from-frontend"),

        ("render --target iptables --node w2 --fidelity felix --since samples/redis --part iptables.v4 {with} {as}", 0, "\"iptables.v4\""),
        ("render --target nftables --node w2 --fidelity exact --prove samples/redis --format text", 0, "add table ip calico"),
        ("render --target ios --endpoint shop/redis-0 --name cache --object-groups samples/redis", 1, "ip access-list extended NP-CACHE-OUT"),
        ("render --target rfc8519 --endpoint shop/redis-0 samples/redis", 1, "loss: "),
        ("render --target hns --form tiered --endpoint shop/redis-0 samples/redis", 0, "\"TierAcl\""),
        ("render --target hns --form flat --endpoint shop/redis-0 samples/redis", 0, "\"ACL\""),

        ("drift samples/redis --node w2 --iptables-save {t}/rules/iptables.v4 --ip6tables-save {t}/rules/iptables.v6 --ipset-save {t}/sets", 0, "w2: the rules have the effect of the policies"),
        ("drift --node w2 --nft {t}/nft.json {with} {as}", 1, "\"same\": false"),
        ("drift --node w2 --nft {t}/nft.json samples/redis --format text", 1, "differs: nft lets through"),

        ("trace batch-1 redis-0 --port 6379 --protocol TCP --source-port 40000 --size 1500 --may-fragment {with} {as}", 0, "\"to\": \"redis-0\""),
        ("trace shop/web-0 shop/redis-0 --icmp 8/0 -f samples/network --format text", 1, "lost outside"),

        ("doctor --mtu 1400 {with} {as}", 0, "[]"),
        ("doctor -f samples/network --config {t}/netpol.yaml --format text", 1, "PE6505"),

        ("snapshot --context production --skip nodes --redact -o {t}/out", 0, "\"name\":\"web\""),

        ("lint --stdin-filename x.yaml --fail-on note --rule NP2001=error --only NP2001,NP4001 --render-for ios --no-inline-suppressions --changed samples/redis/cluster.yaml --against samples/redis --category nightly --sarif-suppressed --report sarif={t}/out.sarif {with} {as}", 1, "NP4001"),
        ("lint {t}/dangling --fail-on error --format text", 0, "NP2001"),
        ("lint {t}/dangling --fail-on warning --format junit", 1, "<testsuites "),
        ("lint {t}/dangling --fail-on never --format sarif", 0, "sarif-schema"),
        ("lint {t}/dangling --format github", 0, "::warning "),
        ("lint {t}/dangling --format gitlab", 0, "\"fingerprint\""),
        ("lint {t}/dangling --format azure", 0, "##vso[task.logissue type=warning;sourcepath="),
        ("lint {t}/dangling --format md", 0, "## Network policy lint"),
        ("lint {t}/dangling --baseline {t}/accepted.json --fail-on warning --format text", 0, "suppressed"),
        ("lint {t}/dangling --baseline {t}/new.json --update-baseline", 0, "suppressed"),
        ("lint {t}/dangling --baseline {t}/accepted.json --prune-baseline", 0, "suppressed"),
        ("lint {t}/dangling --fix --dry-run", 0, ""),
        ("lint {t}/dangling --fix-suggested --dry-run", 0, ""),
        ("lint --fleet {t}/fleet --shard 1/2 --format json", 0, "\"one\""),
        ("lint --list-rules", 0, "NP2001  dangling-policy"),
        ("lint --explain-rule NP2001 --format json", 0, "\"explanation\": "),

        ("ever pods:app=='batch' redis-0 --in all() --port 6379 --protocol TCP {with} {as}", 0, "\"ever\": \"yes\""),
        ("ever pods:app=='batch' shop/redis-0 -f samples/redis --format text", 1, "never: no pod could"),

        ("report --old samples/redis -o {t}/out -f samples/redis --whatif {t}/over.yaml --without networkpolicy/shop/redis-from-frontend -n shop --config {t}/netpol.yaml --profile calico-iptables --verbose", 0, "<!DOCTYPE html>"),

        ("merge {t}/piece.jsonl -o {t}/out", 0, "\"to\":\"shop/redis-0\""),

        ("selector parse a=='b' {as}", 0, "\"canonical\""),
        ("selector parse a=='b' --format text", 0, "canonical: a == \"b\""),
        ("selector match a=='b' --labels a=c {as}", 1, "\"match\": false"),
        ("selector match a=='b' --labels a=b --format text", 0, "match: a == \"b\""),
        ("selector implies a=='b' has(a) --any-text {as}", 0, "\"implies\": \"yes\""),
        ("selector implies a=='b' has(b) --format text", 1, "no"),
        ("selector satisfiable a=='b'&&!has(a) --any-text {as}", 1, "\"satisfiable\": \"no\""),
        ("selector satisfiable a=='b' --format text", 0, "yes"),

        ("completion bash", 0, "complete "),

        ("serve {with} --urls http://127.0.0.1:0", 2, "--whatif and --without do not go with serve"),
        ("serve -f samples/redis --urls https://0.0.0.0:0 --tls-cert {t}/token --tls-key {t}/token --token-file {t}/token", 2, "holds no certificate in PEM"),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<(string Line, int Status, string Says)> All => s_lines.Select(line =>
        (line.Line.Replace("{with}", With, StringComparison.Ordinal).Replace("{as}", As, StringComparison.Ordinal), line.Status, line.Says));

    /// <summary>A line's arguments.</summary>
    public static string[] Arguments(string line, string folder) =>
        [.. line.Split(' ').Select(argument => argument.Replace("{t}", folder, StringComparison.Ordinal))];
}
