using System.Globalization;
using System.Security;
using System.Text;

namespace Microboxes.Paper.Charts;

/// <summary>A chart as an SVG document.</summary>
internal sealed class SvgCanvas : ICanvas
{
    private readonly StringBuilder text = new();

    internal SvgCanvas(int width, int height)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">");
        text.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        text.AppendLine("<g font-family=\"sans-serif\" font-size=\"12\" fill=\"#333333\">");
    }

    public void Rectangle(double x, double y, double width, double height, uint colour) => text.AppendLine(
        CultureInfo.InvariantCulture, $"<rect x=\"{x:F1}\" y=\"{y:F1}\" width=\"{width:F1}\" height=\"{height:F1}\" fill=\"#{colour:x6}\"/>");

    public void Text(double x, double y, string text) =>
        this.text.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{y:F1}\">{SecurityElement.Escape(text)}</text>");

    internal string Finish() => text.Append("</g>\n</svg>\n").ToString();
}
