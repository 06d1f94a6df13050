using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PolicyEngine.Linting;

namespace PolicyEngine.Hosting;

/// <summary>Registers the engine with a service collection.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="PolicyLoader"/> and a <see cref="Linter"/> as singletons; both are thread-safe and keep no state. The
    /// linter has the engine's own rules, those of <see cref="AddLintRule{TRule}"/>, and the <see cref="LintOptions"/> that are
    /// registered. Without a container, <c>new PolicyLoader()</c> and <c>new Linter()</c> are the same.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="options">How input is read; the defaults where null. Lint rules about how things are written need <see cref="LoadOptions.KeepsText"/>.</param>
    public static IServiceCollection AddPolicyEngine(this IServiceCollection services, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(options ?? LoadOptions.Default);
        services.TryAddSingleton(LintOptions.Default);
        services.TryAddSingleton(provider => new PolicyLoader(provider.GetRequiredService<LoadOptions>()));
        services.TryAddSingleton(provider => new Linter(
            [.. BuiltInRules.All, .. provider.GetServices<ILintRule>()], provider.GetRequiredService<LintOptions>()));
        return services;
    }

    /// <summary>Adds a lint rule to the <see cref="Linter"/>. One with the id of a rule before it takes its place.</summary>
    /// <typeparam name="TRule">The rule; the container makes one of it.</typeparam>
    /// <param name="services">The collection.</param>
    public static IServiceCollection AddLintRule<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TRule>(this IServiceCollection services)
        where TRule : class, ILintRule
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton<ILintRule, TRule>();
    }

    /// <summary>Adds a lint rule to the <see cref="Linter"/>. One with the id of a rule before it takes its place.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="rule">The rule.</param>
    public static IServiceCollection AddLintRule(this IServiceCollection services, ILintRule rule)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(rule);
        return services.AddSingleton(rule);
    }
}
