namespace Microboxes.Paper.Measurement;

/// <summary>A C program that ours is measured against, compiled on first use.</summary>
internal static class NativeProgram
{
    private const string Compiler = "cc";

    /// <summary>Compiles a source with -O3 -march=native, unless that was done since it last changed.</summary>
    /// <param name="source">Path of the source, or null where it is missing.</param>
    /// <param name="what">How a sentence about its absence names it.</param>
    /// <param name="libraries">Names for -l.</param>
    /// <returns>The program, or the sentence that says what is missing.</returns>
    internal static (string? Program, string? Missing) Compile(string? source, string what, params string[] libraries)
    {
        if (source == null) return (null, $"{what} is left out: its source is in no shared/lab/src beside the checkout; set MICROBOXES_LAB to the folder of the lab.");
        string program = Path.Combine(Checkout.BuildFolder, Path.GetFileNameWithoutExtension(source));
        if (File.Exists(program) && File.GetLastWriteTimeUtc(program) > File.GetLastWriteTimeUtc(source)) return (program, null);
        Child.Result compiled;
        try
        {
            compiled = Child.Run(Compiler, ["-O3", "-march=native", "-w", "-o", program, source, .. libraries.Select(l => "-l" + l)]);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, $"{what} is left out: there is no C compiler '{Compiler}'; install gcc.");
        }

        if (compiled.ExitCode == 0) return (program, null);
        string needed = libraries.Length == 0 ? "" : $" (it needs {string.Join(" and ", libraries.Select(l => $"lib{l}-dev"))})";
        return (null, $"{what} is left out: {Compiler} cannot compile {Path.GetFileName(source)}{needed}.");
    }
}
