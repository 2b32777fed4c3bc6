using System.Text.Json.Nodes;
using Microboxes.Host.Configuration;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Configuration;

public sealed class ConfigurationSchemaTests
{
    [Fact]
    public void CommittedSchema_IsTheOneOfTheOptions()
    {
        string committed = Repository.Path("appsettings.schema.json");
        string current = ConfigurationSchema.Text();
        if (!File.Exists(committed) || File.ReadAllText(committed) != current)
        {
            string proposal = committed + ".new";
            File.WriteAllText(proposal, current);
            Assert.Fail($"appsettings.schema.json is not that of the options: replace it by {proposal}.");
        }
    }

    [Fact]
    public void Schema_OfANumber_HasItsLimitsAndDescription()
    {
        JsonNode count = JsonNode.Parse(ConfigurationSchema.Text())!["properties"]!["Stacks"]!["properties"]!["Count"]!;
        Assert.Equal(1, (int)count["minimum"]!);
        Assert.Equal(64, (int)count["maximum"]!);
        Assert.NotEmpty((string)count["description"]!);
    }

    [Fact]
    public void Schema_OfAChoice_ListsItsNames()
    {
        JsonNode placement = JsonNode.Parse(ConfigurationSchema.Text())!["properties"]!["Lanes"]!["properties"]!["Placement"]!;
        Assert.Equal(["auto", "dedicated", "packed", "inline"], placement["enum"]!.AsArray().Select(n => (string)n!));
    }

    [Fact]
    public void Schema_OfAnObject_RefusesUnknownNames() =>
        Assert.False((bool)JsonNode.Parse(ConfigurationSchema.Text())!["properties"]!["Stacks"]!["additionalProperties"]!);
}
