namespace Kernel.Tests.Loading;

/// <summary>The kernel, or its tool, does not take what was rendered.</summary>
internal sealed class RefusedRulesException(string message) : Exception(message);
