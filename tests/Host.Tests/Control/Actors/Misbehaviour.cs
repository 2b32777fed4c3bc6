namespace Microboxes.Host.Tests.Control.Actors;

/// <summary>What an NF does wrong.</summary>
public enum Misbehaviour
{
    Throws,
    Blocks,
    LoopsForEver,
    AllocatesEveryEvent,
}
