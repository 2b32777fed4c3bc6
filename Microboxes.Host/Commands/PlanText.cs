using System.Text.Json;
using Microboxes.Host.Reports;

namespace Microboxes.Host.Commands;

/// <summary>Writes a plan for people or as JSON.</summary>
internal static class PlanText
{
    /// <returns>The exit code that tells whether the plan can be used.</returns>
    internal static int Write(CommandHost host, PlanReport report, bool json)
    {
        if (json) WriteJson(host, report);
        else WriteText(host, report);
        return report.Faults.Count == 0 ? ExitCode.Done : ExitCode.Mistake;
    }

    private static void WriteJson(CommandHost host, PlanReport report)
    {
        using JsonDocumentStream document = new(host.Output);
        JsonSerializer.Serialize(document.Writer, report, PlanReportContext.Default.PlanReport);
    }

    private static void WriteText(CommandHost host, PlanReport report)
    {
        foreach (string fault in report.Faults) host.Error.WriteLine($"{CommandLine.Name}: {fault}");
        using StreamWriter text = host.OpenText();
        foreach (DevicePlanReport device in report.Devices) Write(text, device);
    }

    private static void Write(StreamWriter text, DevicePlanReport device)
    {
        text.WriteLine(device.Stacks == 1 ? device.Device : $"{device.Device}, the same on each of {device.Stacks} stack lines");
        for (int stage = 0; stage < device.Stages.Count; stage++) text.WriteLine($"  {stage + 1}. {string.Join(" ∥ ", device.Stages[stage].Select(Of))}");
        text.WriteLine($"  ports: {string.Join(", ", device.Rings.Select(ring => $"{ring.Publisher} {ring.Ports} of 64"))}");
        foreach (string clause in device.Explain ?? []) text.WriteLine($"  {clause}");
    }

    private static string Of(PlanStepReport step) => $"{step.Name} ({step.Mode})";
}
