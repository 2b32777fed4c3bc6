namespace Microboxes.Host;

/// <summary>What one network function did so far, over all its instances.</summary>
/// <param name="Application">The application it is part of.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Events">Events it was given.</param>
/// <param name="Lag">Events it has yet to see.</param>
/// <param name="Counters">The counters it keeps itself.</param>
internal sealed record FunctionReport(string Application, string Name, long Events, long Lag, IReadOnlyList<KeyValuePair<string, long>> Counters);
