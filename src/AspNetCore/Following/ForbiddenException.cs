namespace PolicyEngine.AspNetCore.Following;

/// <summary>The account may not list or watch objects. Asking again does not help until somebody grants it the right.</summary>
internal sealed class ForbiddenException(string message) : Exception(message);
