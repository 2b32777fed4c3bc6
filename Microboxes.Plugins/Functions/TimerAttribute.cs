namespace Microboxes.Plugins.Functions;

/// <summary>Makes a method a handler that is called whenever the traffic's own time has moved on by the period. The method takes <c>in Event</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TimerAttribute(int milliseconds) : Attribute
{
    /// <summary>Time between two calls, in milliseconds of capture time.</summary>
    public int Milliseconds { get; } = milliseconds;
}
