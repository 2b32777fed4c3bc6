using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Microboxes.Plugins.Generator;

/// <summary>A diagnostic by value, so that the generator's steps can be compared and cached.</summary>
internal sealed record Fault(string Rule, string Arguments, string File, TextSpan Span, LinePositionSpan Lines)
{
    private const char Separator = '\u001f';

    internal static Fault At(DiagnosticDescriptor rule, Location location, params string[] arguments)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        return new(rule.Id, string.Join(Separator.ToString(), arguments), lines.Path, location.SourceSpan, lines.Span);
    }

    internal Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rules.Find(Rule),
        Location.Create(File, Span, Lines),
        Arguments.Split(Separator).Cast<object>().ToArray());
}
