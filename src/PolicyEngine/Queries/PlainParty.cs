namespace PolicyEngine.Queries;

/// <summary>A party whose name says all: a pod that has one, or an address outside that is nobody's.</summary>
/// <param name="Party">The party.</param>
/// <param name="Name">Its name in answers.</param>
/// <param name="LacksNamespace">Whether the input does not hold its namespace, and so not its labels.</param>
internal sealed record PlainParty(Party Party, string Name, bool LacksNamespace);
