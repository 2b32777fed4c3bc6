namespace Microboxes.Host.Tests.Functions.Publishing;

/// <summary>What noting NFs send along: who says it, and the number of the event that made him say it among all that he had.</summary>
internal struct Note
{
    internal long Number;
    internal int Source;
    internal int Attempt;
}
