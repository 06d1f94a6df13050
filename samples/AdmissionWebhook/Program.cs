using System.Security.Authentication;
using System.Security.Cryptography;
using AdmissionWebhook;
using PolicyEngine;
using PolicyEngine.AspNetCore.Admission;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Connectivity.Gates;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
ConfigurationManager settings = builder.Configuration;
using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConsole());
if (!Enum.TryParse(settings["failure-mode"], ignoreCase: true, out AdmissionFailureMode failureMode) || !Enum.IsDefined(failureMode))
{
    return Refuse("--failure-mode must be chosen: open or closed");
}

GateFile gates = settings["gates"] is { } file ? GateFile.Read(PolicySource.FromFile(file)) : new GateFile([], []);
if (gates.HasErrors)
{
    return Refuse(string.Join('\n', gates.Diagnostics));
}

string folder = settings["tls"] ?? "/tls";
CertificateFiles certificate;
try
{
    certificate = new CertificateFiles(Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"), loggers.CreateLogger<CertificateFiles>());
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
{
    return Refuse($"--tls {folder}: {exception.Message}");
}

builder.WebHost.UseKestrelHttpsConfiguration();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
{
    https.ServerCertificate = certificate.Current.TargetCertificate;
    https.OnAuthenticate = (_, tls) => tls.ServerCertificateContext = certificate.Current;
    https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
}));

if (settings["policies"] is { } path)
{
    builder.Services.AddPolicyDirectory(path);
}
else
{
    builder.Services.AddKubernetesPolicies();
}

builder.Services.AddPolicyAdmission(options =>
{
    options.FailureMode = failureMode;
    options.Gates = gates.Gates;
});
builder.Services.AddHealthChecks().AddPolicySnapshot();

WebApplication app = builder.Build();
app.MapPolicyAdmission();
app.MapHealthChecks("/healthz");
app.Run();
return 0;

static int Refuse(string problem)
{
    Console.Error.WriteLine(problem);
    return 2;
}
