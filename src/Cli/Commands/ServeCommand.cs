using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Cli.Serving;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol serve</c>: answers over HTTP.</summary>
internal sealed class ServeCommand
{
    private const string UsualUrl = "http://127.0.0.1:5080";

    private const string Description = """
        Answers questions about the input over HTTP, and reads the files again when they change: what-if, matrix, differences, lint,
        show, trace, as the other commands, and events on change. docs/api.md has every route; the server itself describes them at
        /openapi/v1.json. The explorer, a page to look and ask, is at /: open http://127.0.0.1:5080 in a browser (docs/explorer.md).

        netpol.yaml is read once, and so is the baseline it names.

        Documents with errors are not taken over: the last good ones stay, and standard error and /v1/snapshot tell why. Nothing is
        ever written.

        Without more only this machine is served. Any other address takes https, --tls-cert and --tls-key, and --token-file, whose
        token clients send as `Authorization: Bearer TOKEN`; the explorer asks for it.

        Exit status: 0 when it is interrupted, 2 error.

        Examples:
          netpol serve manifests/
          netpol serve -f cluster.yaml -f policies/ --urls http://127.0.0.1:8080
          netpol serve manifests/ --urls https://0.0.0.0:8443 --tls-cert server.pem --tls-key server.key --token-file token
          curl 'http://127.0.0.1:5080/v1/can?from=shop/web-0&to=svc/shop/redis&port=6379'
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly Argument<string[]> _paths = new("PATH") { Description = "As --filename.", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string[]> _urls = new("--urls")
    {
        Description = $"Where to listen: http or https, an address or localhost, a port (0 for any). Repeatable. Without it: {UsualUrl}.",
        HelpName = "URL",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = $"A file with the token that clients must send, of at least {ServerToken.MinLength} characters of ASCII, no blanks among them.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _certificate = new("--tls-cert") { Description = "The certificate of https, with those between it and the authority, as PEM.", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--tls-key") { Description = "The key of the certificate, as PEM.", HelpName = "FILE" };

    private ServeCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new ServeCommand(context).Build();

    private Command Build()
    {
        var command = new Command("serve", Description) { _paths, _urls, _tokenFile, _certificate, _key };
        _input.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        InputArguments given = _input.Read(parsed, _context);
        InputArguments input = given with { Paths = [.. given.Paths, .. parsed.GetValue(_paths) ?? []], KeepsText = true, KeepsDocuments = true };
        Check(input);
        var arguments = new ServeArguments(
            input,
            BaselineFile.Of(input.Configuration),
            [.. (parsed.GetValue(_urls) is { Length: > 0 } urls ? urls : [UsualUrl]).Select(ServerAddress.Parse)],
            parsed.GetValue(_tokenFile) is { } file ? ServerToken.Read(file) : null,
            ServerCertificate.Read(parsed.GetValue(_certificate), parsed.GetValue(_key)));
        arguments.Check();

        _context.Streams.EndWaiting();

        // Nothing of the web server is loaded before: it would cost other commands their start.
        PolicyServer.RunAsync(arguments, _context).GetAwaiter().GetResult();
        return ExitStatus.Yes;
    }

    private static void Check(InputArguments input)
    {
        if (input.WhatIf.Count + input.Without.Count > 0)
        {
            throw new CommandFailedException("--whatif and --without do not go with serve: clients lay documents over the input with each request");
        }

        if (input.Inputs.Count == 0)
        {
            throw new CommandFailedException("no input; name files or directories with `-f PATH`");
        }

        if (input.Inputs.Contains(StandardStreams.Sign, StringComparer.Ordinal))
        {
            throw new CommandFailedException("standard input cannot be read again when it changes; name files or directories");
        }

        if (input.Inputs.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) is { } missing)
        {
            throw new CommandFailedException($"there is no file or directory `{missing}`");
        }
    }
}
