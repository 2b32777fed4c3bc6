using Microboxes.Host.Configuration;
using Microboxes.Host.Flows;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>Says what is wrong with one function, whatever runs beside it.</summary>
internal sealed class FunctionCheck(PlanFunction function, StacksOptions stacks, List<string> faults)
{
    internal void Check()
    {
        if (function.Options.OnFailure == FailurePolicy.Closed && function.Mode != NfMode.Inline) faults.Add(FailsClosedAsTap());
        CheckFilter(function.Application.Match);
        foreach (Port port in function.Declared.Ports)
        {
            CheckFilter(port.Where);
            if (port.Retain > stacks.Streams.MaxBytesPerFlow)
                faults.Add($"{function.Name} asks for {port.Retain} bytes of a stream to stay readable, and Stacks:Streams:MaxBytesPerFlow is {stacks.Streams.MaxBytesPerFlow}: raise it.");
        }
    }

    private void CheckFilter(string? filter)
    {
        try
        {
            FlowFilter.Parse(filter);
        }
        catch (FormatException mistake)
        {
            faults.Add($"A filter of {function.Name} in application {function.Application.Name} is not understood: {mistake.Message}");
        }
    }

    private string FailsClosedAsTap() =>
        $"{function.Name} in application {function.Application.Name} has OnFailure 'closed' but is a tap, which packets do not wait for: give it Mode 'inline' or OnFailure 'open'.";
}
