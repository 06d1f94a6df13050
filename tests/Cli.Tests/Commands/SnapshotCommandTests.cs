using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using PolicyEngine.AspNetCore.Kubernetes;

namespace Cli.Tests.Commands;

/// <summary>With a program in the place of <c>kubectl</c> that answers from files and writes down what it was asked.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SnapshotCommandTests : IDisposable
{
    private const string Pod = """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "redis-0", "namespace": "shop", "labels": {"app": "redis"}, "managedFields": [{}],
         "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}", "cni.projectcalico.org/podIP": "10.0.0.5/32", "internal/note": "private"}},
         "spec": {"nodeName": "n1", "containers": [{"name": "redis", "image": "private/redis", "env": [{"name": "PASSWORD", "value": "secret"}], "ports": [{"name": "redis", "containerPort": 6379}]}], "volumes": [{"name": "v"}]},
         "status": {"phase": "Running", "podIP": "10.0.0.5", "containerStatuses": [{"imageID": "private"}]}}
        """;

    private const string Policy = """
        {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "redis", "namespace": "shop"}, "spec": {"podSelector": {"matchLabels": {"app": "redis"}}}}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cluster_is_captured_and_can_be_asked_about()
    {
        Kinds("pods", "secrets", "networkpolicies.networking.k8s.io", "configmaps");
        Has("pods", Pod);
        Has("networkpolicies.networking.k8s.io", Policy);
        string file = Path.Combine(_folder.Path, "cluster.json");
        Assert.Equal(new CommandResult(0, "", ""), Run("snapshot", "-o", file));
        (int status, string output, string _) = Run("can", "198.51.100.1", "shop/redis-0", "--port", "6379", "-f", file);
        Assert.Equal(1, status);
        Assert.Contains("NetworkPolicy/shop/redis", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Asked(), line => line.Contains("secrets", StringComparison.Ordinal));
        Assert.Contains("get configmaps --all-namespaces --field-selector=metadata.name=kube-proxy -o json", Asked(), StringComparer.Ordinal);
    }

    [Fact]
    public void No_text_gives_commands_to_who_reads_the_log()
    {
        Kinds("pods");
        Has("pods", Pod.Replace("private\"}}", "##vso[task.complete]\"}}", StringComparison.Ordinal));

        string output = Run("snapshot").Output;

        Assert.DoesNotContain("##vso", output, StringComparison.Ordinal);
        Assert.Equal("##vso[task.complete]", (string?)JsonNode.Parse(output)!["items"]![0]!["metadata"]!["annotations"]!["internal/note"]);
    }

    [Fact]
    public void Who_wrote_which_field_and_what_was_applied_is_left_out()
    {
        JsonNode pod = Captured(Pod);
        Assert.Null(pod["metadata"]!["managedFields"]);
        Assert.Equal(["cni.projectcalico.org/podIP", "internal/note"], ((JsonObject)pod["metadata"]!["annotations"]!).Select(entry => entry.Key), StringComparer.Ordinal);
        Assert.Equal("private/redis", (string?)pod["spec"]!["containers"]![0]!["image"]);
    }

    [Fact]
    public void Redacted_pods_keep_what_decides_about_traffic_alone()
    {
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"apiVersion": "v1", "kind": "Pod",
                 "metadata": {"name": "redis-0", "namespace": "shop", "labels": {"app": "redis"}, "annotations": {"cni.projectcalico.org/podIP": "10.0.0.5/32"}},
                 "spec": {"nodeName": "n1", "containers": [{"name": "redis", "ports": [{"name": "redis", "containerPort": 6379}]}]},
                 "status": {"phase": "Running", "podIP": "10.0.0.5"}}
                """),
            Captured(Pod, "--redact")));
    }

    [Theory]
    [InlineData("Deployment", """{"template": {"metadata": {"annotations": {"internal/note": "private"}}, "spec": {"containers": [{"name": "c", "env": [{"value": "secret"}]}]}}, "selector": {}}""")]
    [InlineData("CronJob", """{"schedule": "private", "jobTemplate": {"spec": {"template": {"metadata": {}, "spec": {"containers": [{"name": "c", "command": ["secret"]}]}}}}}""")]
    public void Redacted_workloads_keep_nothing_private(string kind, string spec)
    {
        string text = Captured($$"""{"apiVersion": "x/v1", "kind": "{{kind}}", "metadata": {"name": "w", "namespace": "shop"}, "spec": {{spec}}, "status": {"note": "secret"} }""", "--redact").ToJsonString();
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"c\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_with_what_may_be_secret_is_for_its_owner_alone(bool redacts)
    {
        Kinds("pods");
        Has("pods", Pod);
        string file = Path.Combine(_folder.Path, "cluster.json");
        string other = _folder.Write("other", "");
        Assert.Equal(0, Run(["snapshot", "-o", file, .. redacts ? ["--redact"] : Array.Empty<string>()]).Status);
        Assert.Equal(redacts ? File.GetUnixFileMode(other) : UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_file_that_is_there_keeps_its_rights()
    {
        Kinds("pods");
        Has("pods", Pod);
        const UnixFileMode shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        string file = _folder.Write("cluster.json", "");
        File.SetUnixFileMode(file, shared);
        Assert.Equal(0, Run("snapshot", "-o", file).Status);
        Assert.Equal(shared, File.GetUnixFileMode(file));
    }

    [Fact]
    public void The_context_is_passed_on()
    {
        Kinds("pods");
        Has("pods");
        Assert.Equal(0, Run("snapshot", "--context", "production").Status);
        Assert.All(Asked(), line => Assert.StartsWith("--context=production ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void What_Calico_stores_is_taken_once()
    {
        Kinds("tiers.crd.projectcalico.org", "tiers.projectcalico.org", "hostendpoints.projectcalico.org");
        Has("tiers.crd.projectcalico.org");
        Has("hostendpoints.projectcalico.org");
        Assert.Equal(0, Run("snapshot").Status);
        Assert.Equal(
            ["get tiers.crd.projectcalico.org --all-namespaces -o json", "get hostendpoints.projectcalico.org --all-namespaces -o json"],
            Asked().Where(line => line.Contains("projectcalico.org", StringComparison.Ordinal)), StringComparer.Ordinal);
    }

    [Fact]
    public void What_hosts_follow_is_captured()
    {
        string[] followed = [.. KubernetesKind.All.Select(kind => kind.ResourceUnder(kind.Versions[0]))];
        Kinds(followed);
        foreach (string kind in followed)
        {
            Has(kind);
        }

        Assert.Equal(0, Run("snapshot").Status);
        Assert.Equal(
            KubernetesKind.All.SelectMany(kind => kind.ObjectNames.IsEmpty
                ? [$"get {kind.ResourceUnder(kind.Versions[0])} --all-namespaces -o json"]
                : kind.ObjectNames.Select(name => $"get {kind.ResourceUnder(kind.Versions[0])} --all-namespaces --field-selector=metadata.name={name} -o json")),
            Asked().Where(line => line.StartsWith("get ", StringComparison.Ordinal)), StringComparer.Ordinal);
    }

    [Fact]
    public void A_kind_that_may_not_be_listed_is_an_error_with_kubectls_own_words_and_may_be_left_out()
    {
        Kinds("pods", "nodes");
        Has("pods", Pod);
        (int status, string output, string complaint) = Run("snapshot");
        Assert.Equal((2, ""), (status, output));
        Assert.Contains("Error from server (Forbidden): nodes", complaint, StringComparison.Ordinal);
        Assert.Equal(0, Run("snapshot", "--skip", "nodes").Status);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{\"items\": 1}")]
    [InlineData("{\"items\": [{\"metadata\": {\"name\": \"a\", \"name\": \"b\"}}]}")]
    [InlineData("{\"items\": [{\"metadata\": {\"name\": \"\\ud800\"}}]}")]
    public void What_is_no_list_of_objects_is_an_error(string answer)
    {
        Kinds("pods");
        _folder.Write("pods", answer);
        (int status, string output, string complaint) = Run("snapshot");
        Assert.Equal((2, ""), (status, output));
        Assert.StartsWith("netpol: kubectl gave no ", complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind": 1}""")]
    [InlineData("""{"kind": "CronJob", "spec": []}""")]
    [InlineData("""{"kind": "CronJob", "spec": {"jobTemplate": "x"}}""")]
    [InlineData("""{"kind": "Job", "spec": {"template": [1]}}""")]
    [InlineData("""{"kind": "Pod", "metadata": "x", "spec": {"containers": {}}}""")]
    public void Objects_of_an_odd_shape_are_redacted_as_far_as_they_go(string item) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(item)!["kind"], Captured(item, "--redact")["kind"]));

    [Theory]
    [InlineData("/nowhere/kubectl", "there is no /nowhere/kubectl")]
    [InlineData("kubectl-that-nobody-has", "kubectl-that-nobody-has, which gets at the cluster, is not on the PATH")]
    public void Without_kubectl_there_is_a_plain_message(string program, string message) => Assert.Equal(
        new CommandResult(2, "", $"netpol: {message}\n"), Netpol.RunWith(context => context with { Kubectl = program }, "", "snapshot"));

    [Fact]
    public void A_program_that_cannot_be_started_is_told_in_the_systems_own_words()
    {
        string program = _folder.Write("kubectl", "");
        Assert.Equal(new CommandResult(2, "", $"netpol: {program} cannot be started: Permission denied\n"), Netpol.RunWith(context => context with { Kubectl = program }, "", "snapshot"));
    }

    [Theory]
    [InlineData("pod", "; did you mean pods?")]
    [InlineData("ipamhandles", "; did you mean ipamhandles.crd.projectcalico.org?")]
    [InlineData("nosuch", "")]
    public void A_kind_to_leave_out_that_nobody_has_is_an_error(string kind, string hint)
    {
        Kinds("ipamhandles.crd.projectcalico.org");
        Assert.Equal(new CommandResult(2, "", $"netpol: --skip: there is no kind `{kind}`{hint}\n"), Run("snapshot", "--skip", kind));
    }

    [Fact]
    public void A_kind_to_leave_out_may_be_that_of_another_cluster_or_one_that_is_left_out_anyhow()
    {
        Kinds("secrets");
        Assert.Equal(0, Run("snapshot", "--skip", "ipamhandles.crd.projectcalico.org", "--skip", "secrets").Status);
    }

    [Theory]
    [InlineData("", "namespaces")]
    [InlineData("namespaces\nnodes\n", "pods")]
    public void A_server_without_a_cluster_is_an_error(string kinds, string missing)
    {
        _folder.Write("kinds", kinds);
        Assert.Equal(new CommandResult(2, "", $"netpol: `kubectl api-resources` names no {missing}, which every cluster has\n"), Run("snapshot"));
    }

    private JsonNode Captured(string item, params string[] options)
    {
        Kinds("pods");
        Has("pods", item);
        (int status, string output, string _) = Run(["snapshot", .. options]);
        Assert.Equal(0, status);
        return JsonNode.Parse(output)!["items"]![0]!;
    }

    /// <summary>What the server has, with the two kinds that every cluster has.</summary>
    private void Kinds(params string[] names)
    {
        _folder.Write("kinds", string.Join('\n', names.Union(["namespaces", "pods"], StringComparer.Ordinal)) + "\n");
        Has("namespaces");
        Has("pods");
    }

    private void Has(string kind, params string[] items) => _folder.Write(kind, $$"""{"apiVersion": "v1", "kind": "List", "items": [{{string.Join(',', items)}}]}""");

    private string[] Asked() => File.ReadAllLines(Path.Combine(_folder.Path, "asked"));

    private CommandResult Run(params string[] arguments)
    {
        string program = _folder.Write("kubectl", $$"""
            #!/bin/sh
            cd '{{_folder.Path}}'
            echo "$*" >> asked
            case "$1" in --context=*) shift;; esac
            case "$1" in
              api-resources) cat kinds;;
              get) case "$2" in
                configmaps) echo '{"items": []}';;
                *) [ -f "$2" ] && cat "$2" || { echo "Error from server (Forbidden): $2 is forbidden" >&2; exit 1; };;
              esac;;
            esac
            """);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Netpol.RunWith(context => context with { Kubectl = program }, "", arguments);
    }
}
