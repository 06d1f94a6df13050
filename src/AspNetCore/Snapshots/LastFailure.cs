namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>Remembers the last failure of what is tried again and again, so that each is told once while it is the same.</summary>
internal sealed class LastFailure
{
    private string? _message;

    /// <summary>Takes note of a failure.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="hasWorked">Whether it has worked since the last one.</param>
    /// <returns>Whether it is to be told.</returns>
    public bool IsNews(string message, bool hasWorked)
    {
        bool isNews = hasWorked || message != _message;
        _message = message;
        return isNews;
    }
}
