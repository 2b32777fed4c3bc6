namespace Microboxes.Plugins.Functions;

/// <summary>
/// Makes a method another handler of a dynamic port: it is called in the place of the port's own handler for flows that were given it with
/// <see cref="NetworkFunction.Subscribe"/>. The method takes <c>in Event</c>.
/// </summary>
/// <param name="port">Name of the method that subscribes with Dynamic = true.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HandlesAttribute(string port) : Attribute
{
    /// <summary>Name of the method whose port this handles too.</summary>
    public string Port { get; } = port;
}
