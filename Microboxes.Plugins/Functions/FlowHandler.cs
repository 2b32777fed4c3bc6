namespace Microboxes.Plugins.Functions;

/// <summary>One of the handlers of a dynamic port. The generator makes one for every handler, in the NF's <c>Handlers</c>.</summary>
/// <param name="Port">The port, counted from 0 in the order of declaration.</param>
/// <param name="Number">Which of the port's handlers: 0 is the one that new flows have.</param>
public readonly record struct FlowHandler(int Port, byte Number);
