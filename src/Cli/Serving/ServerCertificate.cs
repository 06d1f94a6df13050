using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PolicyEngine.Documents;

namespace PolicyEngine.Cli.Serving;

/// <summary>Reads what https is served with.</summary>
internal static class ServerCertificate
{
    /// <summary>The certificate with its key, and those that stand behind it in the file; null where none is named.</summary>
    /// <exception cref="CommandFailedException">A file is missing or cannot be used.</exception>
    public static X509Certificate2Collection? Read(string? certificate, string? key)
    {
        if (certificate is null && key is null)
        {
            return null;
        }

        if (certificate is null || key is null)
        {
            throw new CommandFailedException("--tls-cert and --tls-key go together");
        }

        try
        {
            var all = new X509Certificate2Collection();
            string text = WholeInput.ReadText(certificate, WholeInput.MostOfSettings);
            all.ImportFromPem(text);
            if (all.Count == 0)
            {
                throw new CommandFailedException($"--tls-cert: `{certificate}` holds no certificate in PEM");
            }

            all.RemoveAt(0);
            all.Insert(0, X509Certificate2.CreateFromPem(text, WholeInput.ReadText(key, WholeInput.MostOfSettings)));
            return all;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new CommandFailedException($"--tls-cert: `{certificate}` with `{key}` cannot be used: {exception.Message}", exception);
        }
    }
}
