using System.Security.Cryptography;
using System.Text;
using PolicyEngine.Documents;

namespace PolicyEngine.Cli.Serving;

/// <summary>What clients must send to be answered. Only its digest is kept.</summary>
internal sealed class ServerToken
{
    /// <summary>A shorter one could be guessed.</summary>
    public const int MinLength = 16;

    private const string Scheme = "Bearer ";

    private readonly byte[] _digest;

    private ServerToken(string token) => _digest = DigestOf(token);

    /// <summary>Reads a token, without blanks and line ends around it. It is what a header takes: visible characters of ASCII.</summary>
    /// <exception cref="CommandFailedException">The file cannot be read, or has no token.</exception>
    public static ServerToken Read(string file)
    {
        try
        {
            string token = WholeInput.ReadText(file, WholeInput.MostOfSettings).Trim();
            return token.Length < MinLength ? throw new CommandFailedException($"--token-file: the token in `{file}` has fewer than {MinLength} characters")
                : token.AsSpan().ContainsAnyExceptInRange('!', '~') ? throw new CommandFailedException($"--token-file: the token in `{file}` has blanks, or characters that are not ASCII; clients could not send it")
                : new ServerToken(token);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException($"--token-file: `{file}` cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Whether a header has the token. It takes as long for any of its length.</summary>
    public bool IsIn(string? authorization) =>
        authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(_digest, DigestOf(authorization[Scheme.Length..].Trim()));

    private static byte[] DigestOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
