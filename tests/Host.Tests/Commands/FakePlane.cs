using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Functions;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Commands;

/// <summary>Stands for the engine where only the command around it is tested.</summary>
internal sealed class FakePlane : IPlane
{
    internal PlaneReport Result { get; init; } = new() { Packets = 3, Bytes = 300, Delivered = 2, Drops = [new("not_ip", 1)], Elapsed = TimeSpan.FromSeconds(1) };

    /// <summary>Records the first function writes, with their order keys, and the stack line that writes each.</summary>
    internal (long Order, int StackLine, string Record)[] Records { get; init; } = [];

    internal Action<CancellationToken> OnRun { get; init; } = _ => { };

    /// <summary>The options the command gave.</summary>
    internal HostOptions? Options { get; private set; }

    internal PlaneBuilder Builder => (options, outputs) =>
    {
        Options = options;
        Attach(outputs);
        return this;
    };

    public void Run(CancellationToken stop) => OnRun(stop);

    public PlaneReport Report() => Result;

    public void Dispose()
    {
    }

    private void Attach(INfOutputs outputs)
    {
        Dictionary<int, INfOutput> lines = [];
        foreach ((long order, int line, string record) in Records)
        {
            if (!lines.TryGetValue(line, out INfOutput? output)) lines.Add(line, output = outputs.Open("a", Options!.Applications[0].Functions[0].Function, "", line));
            output.Write(order, System.Text.Encoding.UTF8.GetBytes(record));
        }
    }
}
