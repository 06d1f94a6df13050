using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Admission;
using PolicyEngine.AspNetCore.Api;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Snapshots;

public sealed class MissingCallTests
{
    [Fact]
    public void What_is_mapped_without_being_added_names_the_call_that_is_missing()
    {
        WebApplication app = Build(_ => { });

        Assert.Contains("AddPolicyApi", Assert.Throws<InvalidOperationException>(() => app.MapPolicyEngine()).Message, StringComparison.Ordinal);
        Assert.Contains("AddPolicyAdmission", Assert.Throws<InvalidOperationException>(() => app.MapPolicyAdmission()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_follows_nothing_is_told_how_to()
    {
        WebApplication app = Build(services => services.AddPolicyApi().AddPolicyAdmission(options => options.FailureMode = AdmissionFailureMode.Open));

        Assert.Contains("AddPolicyDirectory", Assert.Throws<InvalidOperationException>(() => app.MapPolicyEngine()).Message, StringComparison.Ordinal);
        Assert.Contains("AddPolicyDirectory", Assert.Throws<InvalidOperationException>(() => app.MapPolicyAdmission()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_of_what_is_not_followed_keeps_the_host_from_starting()
    {
        WebApplication app = Build(services => services.AddHealthChecks().AddPolicySnapshot());
        await using (app)
        {
            Assert.Contains("AddPolicyDirectory", (await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync())).Message, StringComparison.Ordinal);
        }
    }

    // In development containers are looked through when they are built.
    private static WebApplication Build(Action<IServiceCollection> add)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = true);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        add(builder.Services);
        return builder.Build();
    }
}
