namespace PolicyEngine.Model;

/// <summary>What a rule does with traffic that it matches.</summary>
public enum RuleAction
{
    /// <summary>Accept; nothing later is consulted for this endpoint and direction.</summary>
    Allow,

    /// <summary>Drop; nothing later is consulted.</summary>
    Deny,

    /// <summary>Leave this tier and continue with the next one, after the last with the profiles.</summary>
    Pass,

    /// <summary>Log and continue with the next rule.</summary>
    Log,
}
