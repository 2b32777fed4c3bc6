using System.Diagnostics;

namespace Microboxes.Paper.Measurement;

/// <summary>Runs another program to its end.</summary>
internal static class Child
{
    internal static Result Run(string program, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>As above; a program that fails is a mistake with its own words.</summary>
    internal static string Output(string program, params string[] arguments)
    {
        Result result = Run(program, arguments);
        if (result.ExitCode == 0) return result.Output;
        throw new BenchMistakeException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.Error.Trim()}");
    }

    /// <param name="ExitCode">0 when all is well.</param>
    /// <param name="Output">All it wrote.</param>
    /// <param name="Error">Its complaints.</param>
    internal sealed record Result(int ExitCode, string Output, string Error);
}
