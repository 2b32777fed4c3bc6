namespace Microboxes.Plugins.Functions;

/// <summary>The operator's log, for control paths: never once per packet.</summary>
public interface INfLog
{
    /// <summary>Something the operator may want to know.</summary>
    void Information(string message);

    /// <summary>Something the operator should look at.</summary>
    void Warning(string message);
}
