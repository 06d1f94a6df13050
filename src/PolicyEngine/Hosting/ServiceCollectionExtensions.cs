using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PolicyEngine.Hosting;

/// <summary>Registers the engine with a service collection.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="PolicyLoader"/> as a singleton; it is thread-safe and keeps no state. Without a container,
    /// <c>new PolicyLoader()</c> is the same.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="options">How input is read; the defaults where null.</param>
    public static IServiceCollection AddPolicyEngine(this IServiceCollection services, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(options ?? LoadOptions.Default);
        services.TryAddSingleton(provider => new PolicyLoader(provider.GetRequiredService<LoadOptions>()));
        return services;
    }
}
