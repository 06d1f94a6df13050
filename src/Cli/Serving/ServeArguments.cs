using System.Security.Cryptography.X509Certificates;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Linting;

namespace PolicyEngine.Cli.Serving;

/// <summary>What is served, where and to whom.</summary>
/// <param name="Input">The files to follow.</param>
/// <param name="Baseline">The findings that were there before.</param>
/// <param name="Addresses">Where to listen.</param>
/// <param name="Token">What clients must send; null where they need nothing.</param>
/// <param name="Certificate">What https is served with; null for none.</param>
internal sealed record ServeArguments(
    InputArguments Input, Baseline Baseline, IReadOnlyList<ServerAddress> Addresses, ServerToken? Token, X509Certificate2Collection? Certificate)
{
    /// <summary>Whether only this machine can get at it.</summary>
    public bool IsLocal => Addresses.All(address => address.IsLocal);

    /// <summary>Refuses to be open to others without protection.</summary>
    /// <exception cref="CommandFailedException">What is missing.</exception>
    public void Check()
    {
        foreach (ServerAddress address in Addresses)
        {
            if (!address.IsLocal && !address.IsEncrypted)
            {
                throw new CommandFailedException($"--urls: {address} can be reached from other machines; that takes https, with --tls-cert, --tls-key and --token-file");
            }

            if (!address.IsLocal && Token is null)
            {
                throw new CommandFailedException($"--urls: {address} can be reached from other machines; that takes --token-file");
            }

            if (address.IsEncrypted && Certificate is null)
            {
                throw new CommandFailedException($"--urls: {address} takes --tls-cert and --tls-key");
            }
        }
    }
}
