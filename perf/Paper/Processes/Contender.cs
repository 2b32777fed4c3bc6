using System.Globalization;
using Microboxes.Paper.Measurement;

namespace Microboxes.Paper.Processes;

/// <summary>One command line, run again and again.</summary>
/// <param name="Name">As the table names it.</param>
/// <param name="Command">Program and arguments.</param>
/// <param name="Repetitions">How often at most.</param>
internal sealed record Contender(string Name, string[] Command, int Repetitions)
{
    internal Series Wall { get; } = new();

    internal Series Cpu { get; } = new();

    /// <summary>MiB of the largest resident set.</summary>
    internal Series Resident { get; } = new();

    /// <summary>A program that is missing or failed, in one sentence; null while all is well.</summary>
    internal string? Fault { get; private set; }

    internal void Repeat(string measure)
    {
        if (Fault != null || Wall.Values.Count == Repetitions) return;
        string[] figures = Child.Output(measure, Command).Split(' ');
        if (figures[0] != "0")
        {
            Fault = figures[0] == "127" ? $"{Name} is left out: there is no {Command[0]}; install it." : $"{Name} is left out: it ended with {figures[0]}.";
            return;
        }

        double[] values = [.. figures[1..].Select(f => double.Parse(f, CultureInfo.InvariantCulture))];
        Wall.Add(values[0]);
        Cpu.Add(values[1] + values[2]);
        Resident.Add(values[3] / 1024);
    }
}
