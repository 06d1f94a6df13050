using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Directories;
using PolicyEngine.AspNetCore.Etcd;
using PolicyEngine.AspNetCore.Following;
using PolicyEngine.AspNetCore.Kubernetes;
using PolicyEngine.Hosting;

namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>Registers what follows policies and publishes them.</summary>
public static class SnapshotServiceCollectionExtensions
{
    /// <summary>
    /// Follows files and directories: an <see cref="IPolicySnapshotProvider"/> has the latest snapshot without errors. Adds the engine too
    /// (<see cref="ServiceCollectionExtensions.AddPolicyEngine"/>). Options are validated when the host starts.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="paths">The files and directories.</param>
    public static IServiceCollection AddPolicyDirectory(this IServiceCollection services, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return services.AddPolicyDirectory(options =>
        {
            foreach (string path in paths)
            {
                options.Paths.Add(path);
            }
        });
    }

    /// <summary>As <see cref="AddPolicyDirectory(IServiceCollection, string[])"/>, with all options.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddPolicyDirectory(this IServiceCollection services, Action<DirectoryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<DirectoryOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DirectoryOptions>, DirectoryOptionsValidator>());
        return services.AddPolicySource<DirectorySource>();
    }

    /// <summary>
    /// Follows a cluster through its API server, with lists and watches: all kinds that bear on policies, Calico's included. In a pod nothing has to be
    /// set but the rights of its service account to list and watch them.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Sets the options; null for those of a pod.</param>
    public static IServiceCollection AddKubernetesPolicies(this IServiceCollection services, Action<KubernetesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<KubernetesOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KubernetesOptions>, KubernetesOptionsValidator>());
        services.AddHttpClient(KubernetesClient.Name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => ServerHandler.Create(provider.GetRequiredService<IOptions<KubernetesOptions>>().Value.CertificateAuthorityFile));
        return services.AddPolicySource<KubernetesSource>();
    }

    /// <summary>
    /// Follows the objects that Calico keeps in etcd (its v3 data), by etcd's JSON gateway: policies, tiers, sets, profiles and the endpoints of
    /// workloads and hosts.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddCalicoEtcdPolicies(this IServiceCollection services, Action<EtcdOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<EtcdOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EtcdOptions>, EtcdOptionsValidator>());
        services.AddHttpClient(EtcdApi.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider =>
            {
                EtcdOptions options = provider.GetRequiredService<IOptions<EtcdOptions>>().Value;
                return ServerHandler.Create(options.CertificateAuthorityFile, options.CertificateFile, options.KeyFile);
            });
        return services.AddPolicySource<EtcdSource>();
    }

    /// <summary>Follows a source: the way for sources of one's own. A host follows one source.</summary>
    /// <typeparam name="TSource">The source; the container makes one of it.</typeparam>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Sets how it is followed; null for the usual way.</param>
    /// <exception cref="InvalidOperationException">Another source is followed already.</exception>
    public static IServiceCollection AddPolicySource<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] TSource>(
        this IServiceCollection services, Action<SnapshotOptions>? configure = null)
        where TSource : class, ISnapshotSource
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Select(SourceOf).FirstOrDefault(source => source is not null && source != typeof(TSource)) is { } other)
        {
            throw new InvalidOperationException($"a host follows one source, and {other.Name} is registered already; {typeof(TSource).Name} cannot be");
        }

        services.AddPolicyEngine();
        services.AddMetrics();
        OptionsBuilder<SnapshotOptions> options = services.AddOptions<SnapshotOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SnapshotOptions>, SnapshotOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISnapshotSource, TSource>();
        services.TryAddSingleton<SnapshotTelemetry>();
        services.TryAddSingleton<SnapshotService>();
        services.TryAddSingleton<IPolicySnapshotProvider>(provider => provider.GetRequiredService<SnapshotService>());
        services.AddHostedService(provider => provider.GetRequiredService<SnapshotService>());
        return services;
    }

    /// <summary>
    /// Adds a check: healthy while what was read last is published, degraded while an earlier snapshot stays or something is missing, unhealthy before there is any.
    /// A host that follows no policies does not start.
    /// </summary>
    /// <param name="checks">The checks of the host.</param>
    /// <param name="name">The name of the check.</param>
    public static IHealthChecksBuilder AddPolicySnapshot(this IHealthChecksBuilder checks, string name = "policies")
    {
        ArgumentNullException.ThrowIfNull(checks);
        checks.Services.AddOptions<HealthCheckServiceOptions>()
            .Validate<IServiceProvider>((_, services) => services.GetService<IServiceProviderIsService>()?.IsService(typeof(IPolicySnapshotProvider)) != false, FollowedSource.Missing)
            .ValidateOnStart();
        return checks.AddCheck<SnapshotHealthCheck>(name);
    }

    private static Type? SourceOf(ServiceDescriptor service) =>
        service.ServiceType == typeof(ISnapshotSource) && !service.IsKeyedService ? service.ImplementationType ?? service.ImplementationInstance?.GetType() : null;
}
