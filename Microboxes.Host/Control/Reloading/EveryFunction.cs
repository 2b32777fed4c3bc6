using Microboxes.Host.Configuration;

namespace Microboxes.Host.Control.Reloading;

/// <summary>What applications want, by the NFs that there are: "*" stands for every NF that the application does not name itself, as a tap unless it says otherwise.</summary>
internal static class EveryFunction
{
    internal const string Name = "*";

    /// <summary>The applications with the NFs that there are.</summary>
    /// <param name="wishes">As they are configured.</param>
    /// <param name="names">The NFs that there are.</param>
    /// <param name="mayBeAbsent">True to leave out those that are named and not there, until they are.</param>
    internal static List<ApplicationOptions> Resolve(IReadOnlyList<ApplicationOptions> wishes, IReadOnlyCollection<string> names, bool mayBeAbsent) => [.. wishes.Select(application =>
        With(application, application.Functions.SelectMany(f => Resolve(f, application, names)).Where(f => !mayBeAbsent || names.Contains(f.Function))))];

    /// <summary>The applications that run, and in those of them that want it one more NF.</summary>
    internal static List<ApplicationOptions> Add(string name, IReadOnlyList<ApplicationOptions> running, IReadOnlyList<ApplicationOptions> wishes) => [.. running.Select(application =>
        wishes.FirstOrDefault(w => w.Name == application.Name) is { } wish && Wish(wish, name) is { } function && !application.Functions.Exists(f => f.Function == name)
            ? With(application, application.Functions.Append(function))
            : application)];

    /// <summary>How an application wants an NF: as it names it, or as its "*" says; null where it does not want it.</summary>
    internal static FunctionOptions? Wish(ApplicationOptions application, string name)
    {
        if (application.Functions.Find(f => f.Function == name) is { } named) return named;
        return application.Functions.Find(f => f.Function == Name) is { } every ? As(every, name) : null;
    }

    private static ApplicationOptions With(ApplicationOptions application, IEnumerable<FunctionOptions> functions) => new()
    {
        Name = application.Name,
        Devices = application.Devices,
        Match = application.Match,
        Functions = [.. functions],
    };

    private static IEnumerable<FunctionOptions> Resolve(FunctionOptions function, ApplicationOptions application, IReadOnlyCollection<string> names) => function.Function == Name
        ? names.Order(StringComparer.Ordinal).Where(name => !application.Functions.Exists(f => f.Function == name)).Select(name => As(function, name))
        : [function];

    private static FunctionOptions As(FunctionOptions every, string name) => new()
    {
        Function = name,
        Mode = every.Mode ?? FunctionMode.Tap,
        Replicas = every.Replicas,
        OnFailure = every.OnFailure,
        Settings = every.Settings,
        Output = every.Output,
    };
}
