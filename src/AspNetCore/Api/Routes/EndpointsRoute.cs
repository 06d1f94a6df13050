using System.Text.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Lists what can be asked about, for completion.</summary>
internal static class EndpointsRoute
{
    /// <summary>The parameter that names begin with.</summary>
    public const string Prefix = "prefix";

    /// <summary>The parameter that says how many names to list.</summary>
    public const string Limit = "limit";

    private const int UsualLimit = 100;

    public static ValueTask<Problem?> GetAsync(ApiCall call)
    {
        int most = call.Api.Options.MaxNames;
        if (ApiParameters.Number(call, Limit, UsualLimit, most) is not { } limit)
        {
            return ValueTask.FromResult<Problem?>(ApiParameters.NoNumber(Limit, most));
        }

        using Utf8JsonWriter json = call.Answer();
        json.WriteStartObject();
        json.WriteStartArray("names");
        int left = limit;
        foreach (string name in PartyNames.StartingWith(call.Revision.Names, call.Parameter(Prefix) ?? ""))
        {
            if (--left < 0)
            {
                break;
            }

            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteBoolean("truncated", left < 0);
        json.WriteEndObject();
        return ValueTask.FromResult<Problem?>(null);
    }
}
