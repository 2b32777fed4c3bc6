using Akka.Actor;

namespace Microboxes.Host.Tests.Admin;

/// <summary>An actor that an attacker would like to see on another host.</summary>
public sealed class LandmineActor : UntypedActor
{
    public Landmine Mine { get; } = new();

    protected override void OnReceive(object message)
    {
    }
}
