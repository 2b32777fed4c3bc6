namespace Microboxes.Host.Flows.Filters;

/// <summary>Which ends of a flow a term looks at.</summary>
[Flags]
internal enum Ends
{
    Client = 1,
    Server = 2,
    Either = Client | Server,
}
