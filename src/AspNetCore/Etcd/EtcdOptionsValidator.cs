using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Etcd;

internal sealed class EtcdOptionsValidator : IValidateOptions<EtcdOptions>
{
    public ValidateOptionsResult Validate(string? name, EtcdOptions options)
    {
        var problems = new OptionProblems(nameof(EtcdOptions));
        problems.Check(options.Servers.Count > 0 && options.Servers.All(server => server is { IsAbsoluteUri: true, Scheme: "http" or "https" }), nameof(EtcdOptions.Servers), "must name http or https addresses");
        problems.Check(options.Prefix.StartsWith('/'), nameof(EtcdOptions.Prefix), "must begin with a slash");
        problems.Check((options.UserName is null) == (options.PasswordFile is null), nameof(EtcdOptions.PasswordFile), "must be given with the name of a user, and only then");
        problems.Check(options.UserName is null || options.Servers.All(server => server.Scheme == "https" || server.IsLoopback), nameof(EtcdOptions.PasswordFile), "must not be sent to another machine without TLS");
        problems.Check((options.CertificateFile is null) == (options.KeyFile is null), nameof(EtcdOptions.KeyFile), "must be given with a certificate, and only then");
        foreach (string file in new[] { options.PasswordFile, options.CertificateAuthorityFile, options.CertificateFile, options.KeyFile }.OfType<string>())
        {
            problems.Check(File.Exists(file), file, "is no file");
        }

        problems.Check(options.PageSize > 0, nameof(EtcdOptions.PageSize), "must be positive");
        problems.CheckPauses(options.FirstPause, options.LongestPause);
        problems.Check(options.GivesUpAfter > TimeSpan.Zero, nameof(EtcdOptions.GivesUpAfter), "must be positive");
        problems.Check(options.LongestSilence > TimeSpan.Zero, nameof(EtcdOptions.LongestSilence), "must be positive");
        return problems.ToResult();
    }
}
