namespace Microboxes.Host.Dispatch;

/// <summary>A consumer that keeps pointers into its publisher's memory.</summary>
internal interface IRingFollower
{
    /// <summary>
    /// The publisher has moved to other memory; sequences go on. Called on the publisher's lane while there is nothing to read, before the next event is shown.
    /// </summary>
    void FollowMovedRing();
}
