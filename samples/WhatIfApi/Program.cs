using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Queries;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddPolicyDirectory(builder.Configuration["policies"] ?? "samples/redis");
builder.Services.AddHealthChecks().AddPolicySnapshot();
WebApplication app = builder.Build();

app.MapGet("/may", (string from, string to, string? port, IPolicySnapshotProvider policies) =>
{
    Answer answer = policies.Current.Snapshot.Ask(new Query { From = from, To = to, Port = port });
    return answer.Error is { } error
        ? Results.Text(error.Message, statusCode: StatusCodes.Status400BadRequest)
        : Results.Text($"{answer.Verdict}: egress {answer.Parts[0].Egress.Reason}, ingress {answer.Parts[0].Ingress.Reason}");
});
app.MapGet("/revision", (IPolicySnapshotProvider policies) => policies.Current.RevisionId);
app.MapHealthChecks("/healthz");
app.Run();
