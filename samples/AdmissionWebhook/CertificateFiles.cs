using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AdmissionWebhook;

/// <summary>
/// A certificate in two files, read again when they change: at most once a second, and also where they are links that are set anew, as in volumes of
/// Secrets. What cannot be read leaves the one there is.
/// </summary>
internal sealed partial class CertificateFiles(string certificate, string key, ILogger logger)
{
    private readonly Lock _lock = new();
    private X509Certificate2 _current = X509Certificate2.CreateFromPemFile(certificate, key);
    private (DateTime, DateTime) _written = (WrittenAt(certificate), WrittenAt(key));
    private long _lookedAt = Environment.TickCount64;

    /// <summary>The certificate as it is now.</summary>
    public X509Certificate2 Current
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

    private static DateTime WrittenAt(string path) => (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)).LastWriteTimeUtc;

    private void Renew()
    {
        try
        {
            (DateTime, DateTime) written = (WrittenAt(certificate), WrittenAt(key));
            if (written != _written)
            {
                _current = X509Certificate2.CreateFromPemFile(certificate, key);
                _written = written;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            Unreadable(logger, exception, certificate);
        }
    }
}
