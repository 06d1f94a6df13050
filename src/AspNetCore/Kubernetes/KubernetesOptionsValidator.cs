using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Kubernetes;

internal sealed class KubernetesOptionsValidator : IValidateOptions<KubernetesOptions>
{
    public ValidateOptionsResult Validate(string? name, KubernetesOptions options)
    {
        var problems = new OptionProblems(nameof(KubernetesOptions));
        problems.Check(options.Address is { IsAbsoluteUri: true, Scheme: "http" or "https" }, nameof(KubernetesOptions.Server), "must be an http or https address where the process does not run in a pod");
        problems.Check(options.TokenFile is null || File.Exists(options.TokenFile), nameof(KubernetesOptions.TokenFile), "must name a file");
        problems.Check(options.TokenFile is null || options.Address is not { Scheme: "http", IsLoopback: false }, nameof(KubernetesOptions.TokenFile), "must not be sent to another machine without TLS");
        problems.Check(options.CertificateAuthorityFile is null || File.Exists(options.CertificateAuthorityFile), nameof(KubernetesOptions.CertificateAuthorityFile), "must name a file");
        problems.Check(options.PageSize > 0, nameof(KubernetesOptions.PageSize), "must be positive");
        problems.Check(options.WatchTime >= TimeSpan.FromSeconds(1), nameof(KubernetesOptions.WatchTime), "must be a second at least");
        problems.CheckPauses(options.FirstPause, options.LongestPause);
        problems.Check(options.GivesUpAfter > TimeSpan.Zero, nameof(KubernetesOptions.GivesUpAfter), "must be positive");
        return problems.ToResult();
    }
}
