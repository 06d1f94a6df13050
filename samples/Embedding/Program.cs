using PolicyEngine;
using PolicyEngine.Queries;

LoadResult result = new PolicyLoader().LoadPaths(["samples/redis"]);   // never throws for what the files hold
foreach (var diagnostic in result.Diagnostics)
{
    Console.Error.WriteLine(diagnostic);
}

Answer answer = result.Snapshot.Ask(new Query { From = "shop/batch-1", To = "svc/shop/redis", Port = "6379" });
Console.WriteLine(answer.Error?.Message ?? $"{answer.Verdict}");         // Denied; where there is no answer, why
foreach (AnswerPart part in answer.Parts)
{
    Console.WriteLine(part.Ingress.Reason);                            // NoRuleMatchesPeer
}
