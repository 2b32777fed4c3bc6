namespace Microboxes.Host.Control.Planning;

/// <summary>Finds out what the NF of a name says of itself.</summary>
internal delegate DeclaredFunction Declarations(string name);
