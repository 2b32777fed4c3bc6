using System.Globalization;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper.Charts;

/// <summary>Horizontal bars in groups, each with its least and most as a line.</summary>
internal sealed class Chart(Report report)
{
    private const int LabelWidth = 330;
    private const int BarWidth = 420;
    private const int ValueWidth = 80;
    private const int BarHeight = 14;
    private const int GroupGap = 12;
    private const int TopHeight = 40;
    private const uint Ink = 0x33_33_33;
    private static readonly uint[] Colours = [0x2B_6C_B0, 0xC0_56_21, 0x6B_8E_23, 0x80_5A_D5];

    private readonly string[] names = [.. report.Chart.SelectMany(group => group.Bars).Select(bar => bar.Name).Distinct()];
    private readonly double most = report.Chart.SelectMany(group => group.Bars).Max(bar => Math.Max(bar.Value, bar.Max));

    internal static int Width => LabelWidth + BarWidth + ValueWidth;

    internal int Height => TopHeight + report.Chart.Sum(group => (group.Bars.Count * BarHeight) + GroupGap) + 20;

    internal void Draw(ICanvas canvas)
    {
        canvas.Text(8, 18, report.Title);
        double y = TopHeight;
        foreach (ChartGroup group in report.Chart)
        {
            canvas.Text(8, y + BarHeight - 3, group.Name);
            foreach (ChartBar bar in group.Bars)
            {
                Draw(canvas, bar, y);
                y += BarHeight;
            }

            y += GroupGap;
        }

        canvas.Text(LabelWidth, y + 8, report.ChartUnit);
        DrawLegend(canvas);
    }

    private void Draw(ICanvas canvas, ChartBar bar, double y)
    {
        canvas.Rectangle(LabelWidth, y + 1, Length(bar.Value), BarHeight - 2, Colours[Array.IndexOf(names, bar.Name) % Colours.Length]);
        double first = LabelWidth + Length(bar.Min);
        canvas.Rectangle(first, y + (BarHeight / 2), Math.Max(1, Length(bar.Max) - Length(bar.Min)), 1, Ink);
        canvas.Text(LabelWidth + Length(Math.Max(bar.Value, bar.Max)) + 6, y + BarHeight - 3, bar.Value.ToString(bar.Value < 100 ? "F1" : "F0", CultureInfo.InvariantCulture));
    }

    private void DrawLegend(ICanvas canvas)
    {
        double x = LabelWidth;
        for (int i = 0; i < names.Length; i++)
        {
            canvas.Rectangle(x, 24, 10, 10, Colours[i % Colours.Length]);
            canvas.Text(x + 14, 33, names[i]);
            x += 26 + (names[i].Length * 7);
        }
    }

    private double Length(double value) => most > 0 ? Math.Max(0, value) / most * BarWidth : 0;
}
