namespace Microboxes.Plugins.Generator;

/// <summary>One marked method and the class around it, by value.</summary>
/// <param name="Owner">The NF class.</param>
/// <param name="File">Source file, for the order of ports.</param>
/// <param name="Position">Where in the file, for the order of ports.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Port">The event type's path and its filters, what makes two ports the same.</param>
/// <param name="Payload">The type of the payload it takes as well, empty for none.</param>
/// <param name="Declaration">The call that declares the port; empty for another handler of a dynamic port.</param>
/// <param name="IsDynamic">True for a port that may have other handlers.</param>
/// <param name="InPlaceOf">For another handler of a dynamic port, the method that declares it; otherwise empty.</param>
/// <param name="Fault">What is wrong with it, or null.</param>
/// <param name="Place">Where to report a duplicate.</param>
internal sealed record Handler(
    Owner Owner, string File, int Position, string Method, string Port, string Payload, string Declaration, bool IsDynamic, string InPlaceOf, Fault? Fault, Fault Place);
