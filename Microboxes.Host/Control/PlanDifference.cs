using Microboxes.Host.Control.Planning;

namespace Microboxes.Host.Control;

/// <summary>What is different from one plan to the next, in words.</summary>
internal sealed class PlanDifference
{
    internal PlanDifference(Plan before, Plan next)
    {
        List<string> changes = [];
        foreach ((DevicePlan old, DevicePlan now) in before.Devices.Zip(next.Devices)) Compare(old, now, changes);
        Changes = changes;
    }

    /// <summary>A sentence part for each function that comes, leaves, or runs in another order.</summary>
    internal IReadOnlyList<string> Changes { get; }

    private static void Compare(DevicePlan before, DevicePlan next, List<string> changes)
    {
        Dictionary<PlanFunction, PlanFunction> staying = PlanMatch.Pairs(before.Functions, next.Functions);
        changes.AddRange(before.Functions.Where(f => !staying.ContainsValue(f)).Select(f => $"{next.Device}: {f.Application.Name}/{f.Options.Function} leaves"));
        changes.AddRange(next.Functions.Where(f => !staying.ContainsKey(f)).Select(f => $"{next.Device}: {f.Application.Name}/{f.Options.Function} comes"));
        changes.AddRange(staying.Where(pair => Order(pair.Key) != Order(pair.Value))
            .Select(pair => $"{next.Device}: {pair.Key.Application.Name}/{pair.Key.Options.Function} runs {(Order(pair.Key).Length == 0 ? "first" : $"after {Order(pair.Key)}")}"));
    }

    private static string Order(PlanFunction function) => Sentences.List([.. function.First.After.Select(step => step.Function.Name)]);
}
