using System.Security.Authentication;
using AdmissionWebhook;
using PolicyEngine;
using PolicyEngine.AspNetCore.Admission;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Connectivity.Gates;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
ConfigurationManager settings = builder.Configuration;
using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConsole());
string folder = settings["tls"] ?? "/tls";
var certificate = new CertificateFiles(Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"), loggers.CreateLogger<CertificateFiles>());
builder.WebHost.UseKestrelHttpsConfiguration();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
{
    https.ServerCertificate = certificate.Current.TargetCertificate;
    https.OnAuthenticate = (_, tls) => tls.ServerCertificateContext = certificate.Current;
    https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
}));

GateFile gates = settings["gates"] is { } file ? GateFile.Read(PolicySource.FromFile(file)) : new GateFile([], []);
if (gates.HasErrors)
{
    throw new InvalidOperationException(string.Join('\n', gates.Diagnostics));
}

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
    options.FailureMode = Enum.TryParse(settings["failure-mode"], ignoreCase: true, out AdmissionFailureMode mode) ? mode : null;
    options.Gates = gates.Gates;
});
builder.Services.AddHealthChecks().AddPolicySnapshot();

WebApplication app = builder.Build();
app.MapPolicyAdmission();
app.MapHealthChecks("/healthz");
app.Run();
