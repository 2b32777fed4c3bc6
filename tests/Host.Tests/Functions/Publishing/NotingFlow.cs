namespace Microboxes.Host.Tests.Functions.Publishing;

/// <summary>How many events of a flow a noting NF has had.</summary>
internal struct NotingFlow
{
    internal long Seen;
}
