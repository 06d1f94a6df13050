using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Reads parameters in the query of an address, strictly: one that is passed over would change the question.</summary>
internal static class ApiParameters
{
    /// <summary>Finds a parameter that the route does not have, or that is given twice.</summary>
    public static Problem? Check(HttpRequest request, ApiRoute route)
    {
        if (!request.QueryString.HasValue)
        {
            return null;
        }

        foreach ((string name, StringValues values) in request.Query)
        {
            if (!route.Parameters.Contains(name, StringComparer.Ordinal))
            {
                return Problem.Parameter($"`{name}` is no parameter of {route.Pattern}{Listed(route.Parameters)}");
            }

            if (values.Count > 1)
            {
                return Problem.Parameter($"`{name}` is given more than once");
            }
        }

        return null;
    }

    /// <summary>A switch, which is off where it is not given.</summary>
    /// <returns>Whether it is <c>true</c>; null where it is neither that nor <c>false</c>.</returns>
    public static bool? Flag(ApiCall call, string name) => call.Parameter(name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => null,
    };

    /// <summary>What is wrong with a switch.</summary>
    public static Problem NoFlag(string name) => Problem.Parameter($"`{name}` is neither `true` nor `false`");

    /// <summary>A number from 1 on.</summary>
    /// <returns>Null where it is none, or too large.</returns>
    public static int? Number(ApiCall call, string name, int usual, int most) =>
        call.Parameter(name) is not { } text ? Math.Min(usual, most)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most ? number
        : null;

    /// <summary>What is wrong with a number.</summary>
    public static Problem NoNumber(string name, int most) =>
        Problem.Parameter(string.Create(CultureInfo.InvariantCulture, $"`{name}` is not a number from 1 to {most}"));

    private static string Listed(ImmutableArray<string> names) => names.IsEmpty ? ", which has none" : $"; it has {string.Join(", ", names.Select(name => $"`{name}`"))}";
}
