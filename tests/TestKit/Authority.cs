using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TestKit;

/// <summary>An authority that a test trusts, which has another issue its certificates: who shows such a one has to show that other too.</summary>
public sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset s_from = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset s_until = DateTimeOffset.UtcNow.AddDays(30);

    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _between;

    public Authority()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = Request("CN=root", rootKey, isAuthority: true).CreateSelfSigned(s_from, s_until.AddDays(2));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 issued = Request("CN=between", key, isAuthority: true).Create(_root, s_from, s_until.AddDays(1), [1]);
        _between = issued.CopyWithPrivateKey(key);
    }

    /// <summary>Issues a certificate for servers of this machine.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>It and the one that it is issued by as PEM, its key as PEM, and its thumbprint.</returns>
    public (string Certificates, string Key, string Thumbprint) Issue(byte number)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 issued = Request("CN=localhost", key, isAuthority: false).Create(_between, s_from, s_until, [number]);
        return ($"{issued.ExportCertificatePem()}\n{_between.ExportCertificatePem()}\n", key.ExportPkcs8PrivateKeyPem(), issued.Thumbprint);
    }

    /// <summary>What a client sends requests with that trusts the authority and nobody else.</summary>
    /// <param name="shown">Told the thumbprint of the certificate that a server shows.</param>
    public SocketsHttpHandler Handler(Action<string>? shown = null) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _root },
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            },
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                shown?.Invoke(certificate?.GetCertHashString() ?? "");
                return errors == SslPolicyErrors.None;
            },
        },
    };

    public void Dispose()
    {
        _root.Dispose();
        _between.Dispose();
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        if (!isAuthority)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        }

        return request;
    }
}
