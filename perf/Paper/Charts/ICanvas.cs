namespace Microboxes.Paper.Charts;

/// <summary>What a chart is drawn on. Places are in pixels from the upper left.</summary>
internal interface ICanvas
{
    void Rectangle(double x, double y, double width, double height, uint colour);

    /// <summary>Text whose lower left corner is given.</summary>
    void Text(double x, double y, string text);
}
