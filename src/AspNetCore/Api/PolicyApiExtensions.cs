using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Hosting;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Answers questions about the policies that a host follows over HTTP.</summary>
public static class PolicyApiExtensions
{
    /// <summary>Adds what <see cref="MapPolicyEngine"/> needs besides an <see cref="IPolicySnapshotProvider"/>. Options are validated when the host starts.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Sets the options; null for the usual ones.</param>
    public static IServiceCollection AddPolicyApi(this IServiceCollection services, Action<PolicyApiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddPolicyEngine();
        services.AddOptions<PolicyApiOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PolicyApiOptions>, PolicyApiOptionsValidator>());

        // Pages are for people; where the host tells problems as the API does, this one is told so too.
        services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new Revisions(FollowedSource.Of(provider)));
        services.TryAddSingleton<Gates>();
        services.TryAddSingleton<PolicyApi>();
        return services;
    }

    /// <summary>
    /// Maps the routes of the API: <c>v1/can</c>, <c>v1/matrix</c>, <c>v1/diff</c>, <c>v1/lint</c>, <c>v1/show</c>, <c>v1/trace</c>,
    /// <c>v1/endpoints</c>, <c>v1/policies</c>, <c>v1/snapshot</c>, <c>v1/events</c>, and their description <c>openapi/v1.json</c>. Nothing is ever
    /// written. Who may ask is up to the host.
    /// </summary>
    /// <param name="endpoints">Where to map them.</param>
    /// <param name="prefix">The path before theirs.</param>
    /// <exception cref="InvalidOperationException"><see cref="AddPolicyApi"/> was not called, or the host follows no policies.</exception>
    public static IEndpointConventionBuilder MapPolicyEngine(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        PolicyApi api = endpoints.ServiceProvider.GetService<PolicyApi>()
            ?? throw new InvalidOperationException($"{nameof(MapPolicyEngine)} needs {nameof(AddPolicyApi)} to be called before");
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        foreach (ApiRoute route in ApiRoutes.All)
        {
            RequestDelegate handle = http => api.HandleAsync(http, route);
            group.MapMethods(route.Pattern, route.Methods, handle);
        }

        return group;
    }
}
