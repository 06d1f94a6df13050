namespace Fleet.Tests;

/// <summary>A fact about workers and their broker, skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrokerFactAttribute : FactAttribute
{
    public BrokerFactAttribute() => Skip = RabbitMqServer.Missing;
}
