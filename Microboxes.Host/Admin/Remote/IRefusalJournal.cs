namespace Microboxes.Host.Admin.Remote;

/// <summary>Takes down what a system refuses before any of our code sees it.</summary>
internal interface IRefusalJournal
{
    /// <summary>A certificate was looked at.</summary>
    /// <param name="peer">Whose.</param>
    /// <param name="name">Whom it names; null where none was shown.</param>
    /// <param name="fault">Why it was refused; null where it was accepted.</param>
    void Judged(string peer, string? name, string? fault);

    /// <summary>The system refused a connection or a message.</summary>
    /// <param name="peer">Whose.</param>
    /// <param name="what">What the system says about it.</param>
    void Refused(string peer, string what);
}
