using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AdmissionWebhook;

/// <summary>
/// A certificate with those that stand behind it in one file and its key in another, read again when they change: at most once a second, and also where
/// they are links that are set anew, as in volumes of Secrets. What cannot be read leaves the one there is.
/// </summary>
internal sealed partial class CertificateFiles(string certificate, string key, ILogger logger)
{
    private readonly Lock _lock = new();
    private SslStreamCertificateContext _current = Read(certificate, key);
    private (DateTime, DateTime) _written = (WrittenAt(certificate), WrittenAt(key));
    private long _lookedAt = Environment.TickCount64;

    /// <summary>The certificate as it is now, and what is shown with it: clients know the authority, and not who stands between.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            lock (_lock)
            {
                if (Environment.TickCount64 - _lookedAt >= 1000)
                {
                    _lookedAt = Environment.TickCount64;
                    Renew();
                }

                return _current;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Certificate} cannot be read; the certificate before it stays")]
    private static partial void Unreadable(ILogger logger, Exception exception, string certificate);

    private static SslStreamCertificateContext Read(string certificate, string key)
    {
        X509Certificate2Collection chain = [];
        chain.ImportFromPemFile(certificate);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificate, key), chain, offline: true);
    }

    private static DateTime WrittenAt(string path) => (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)).LastWriteTimeUtc;

    private void Renew()
    {
        try
        {
            (DateTime, DateTime) written = (WrittenAt(certificate), WrittenAt(key));
            if (written != _written)
            {
                _current = Read(certificate, key);
                _written = written;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            Unreadable(logger, exception, certificate);
        }
    }
}
