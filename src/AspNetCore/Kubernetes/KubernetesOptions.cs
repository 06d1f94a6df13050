namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>Which API server a host follows, and how.</summary>
public sealed class KubernetesOptions
{
    private const string ServiceAccount = "/var/run/secrets/kubernetes.io/serviceaccount/";

    /// <summary>The API server; null for that of the cluster the process runs in. <c>kubectl proxy</c> gives one that needs no more.</summary>
    public Uri? Server { get; set; }

    /// <summary>
    /// A file with the bearer token, which is read again for each request, since such tokens are renewed. Unless said otherwise that of the pod's service account
    /// where there is one and <see cref="Server"/> is not set: it is for no other server.
    /// </summary>
    public string? TokenFile { get => field ?? OfServiceAccount("token"); set; }

    /// <summary>
    /// A file with the certificates (PEM) of those who may vouch for the server; null for those that the system trusts. Unless said otherwise that of the pod's service account,
    /// as <see cref="TokenFile"/>.
    /// </summary>
    public string? CertificateAuthorityFile { get => field ?? OfServiceAccount("ca.crt"); set; }

    /// <summary>How many objects to ask for at once; 500 unless said otherwise.</summary>
    public int PageSize { get; set; } = 500;

    /// <summary>For how long to watch before the watch is opened anew; 5 min unless said otherwise.</summary>
    public TimeSpan WatchTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait after the first failure of a kind; doubled with each, up to <see cref="LongestPause"/>. 0.5 s unless said otherwise.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long to wait at most, and how often to look for kinds that the server does not have; 30 s unless said otherwise.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long a kind may fail before the source counts as failed; 2 min unless said otherwise.</summary>
    public TimeSpan GivesUpAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The server's address: <see cref="Server"/>, or what the environment of a pod tells; null where neither is known.</summary>
    internal Uri? Address =>
        Server ?? (Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 } host && Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT") is { Length: > 0 } port
            ? new Uri($"https://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}/")
            : null);

    private string? OfServiceAccount(string name) => Server is null && File.Exists(ServiceAccount + name) ? ServiceAccount + name : null;
}
