using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Hosting;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>Registers and maps a validating admission webhook.</summary>
public static class AdmissionExtensions
{
    /// <summary>
    /// Adds what reviews changes against the snapshot of <see cref="IPolicySnapshotProvider"/>, which has to be added too. Options are validated when
    /// the host starts. Lint rules and <see cref="Linting.LintOptions"/> are those of <see cref="ServiceCollectionExtensions.AddPolicyEngine"/>.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Sets the options; <see cref="AdmissionOptions.FailureMode"/> has no default.</param>
    public static IServiceCollection AddPolicyAdmission(this IServiceCollection services, Action<AdmissionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddPolicyEngine();
        services.AddOptions<AdmissionOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AdmissionOptions>, AdmissionOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RevisionFindings>();
        services.TryAddSingleton<Rehearsal>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RevisionService>(Following<RevisionService>));
        services.TryAddSingleton(Following<AdmissionReviewer>);
        services.TryAddSingleton<AdmissionEndpoint>();
        return services;
    }

    /// <summary>
    /// Answers reviews (<c>AdmissionReview</c> of <c>admission.k8s.io/v1</c>): a change that brings lint errors or that gates forbid is denied with a message,
    /// warnings are passed on within the API server's limits. Has no side effects.
    /// </summary>
    /// <param name="endpoints">The routes of the host.</param>
    /// <param name="pattern">Where reviews are sent.</param>
    /// <exception cref="InvalidOperationException"><see cref="AddPolicyAdmission"/> was not called, or the host follows no policies.</exception>
    public static IEndpointConventionBuilder MapPolicyAdmission(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/admit")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        AdmissionEndpoint endpoint = endpoints.ServiceProvider.GetService<AdmissionEndpoint>()
            ?? throw new InvalidOperationException($"{nameof(MapPolicyAdmission)} needs {nameof(AddPolicyAdmission)} to be called before");
        return endpoints.MapMethods(pattern, [HttpMethods.Post], endpoint.HandleAsync);
    }

    private static T Following<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<T>(services, FollowedSource.Of(services));
}
