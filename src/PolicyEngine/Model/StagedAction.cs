namespace PolicyEngine.Model;

/// <summary>What a staged policy would do if it were applied.</summary>
public enum StagedAction
{
    /// <summary>Become the policy of its name, in place of the one that is enforced under that name.</summary>
    Set,

    /// <summary>Take the policy of its name away.</summary>
    Delete,

    /// <summary>As <see cref="Set"/>, written by a program that learns from traffic.</summary>
    Learn,

    /// <summary>Nothing: it is kept and takes no part.</summary>
    Ignore,
}
