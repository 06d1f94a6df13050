using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PolicyEngine.AspNetCore.Following;

/// <summary>Makes connections to servers that are followed.</summary>
internal static class ServerHandler
{
    /// <summary>A handler for a server.</summary>
    /// <param name="authorityFile">Those who may vouch for it; null for those that the system trusts.</param>
    /// <param name="certificateFile">What is shown to it; null for nothing.</param>
    /// <param name="keyFile">The key of that.</param>
    public static HttpMessageHandler Create(string? authorityFile, string? certificateFile = null, string? keyFile = null)
    {
        var tls = new SslClientAuthenticationOptions();
        if (authorityFile is not null)
        {
            var trusted = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trusted.CustomTrustStore.ImportFromPemFile(authorityFile);
            tls.CertificateChainPolicy = trusted;
        }

        if (certificateFile is not null)
        {
            tls.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificateFile, keyFile)];
        }

        return new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(15), UseCookies = false, AllowAutoRedirect = false, SslOptions = tls };
    }
}
