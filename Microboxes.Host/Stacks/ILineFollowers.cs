namespace Microboxes.Host.Stacks;

/// <summary>Those who follow a stack line, while they change from one plan to the next. Called on the line's lane.</summary>
internal interface ILineFollowers
{
    /// <summary>True when those of the old plan have handled all that they published for each other.</summary>
    bool AreQuiet { get; }

    /// <summary>Lets the line's ring wait for those of the new plan, who begin behind <paramref name="plan"/>, and tells the old ones. All are quiet.</summary>
    void Switch(long plan);

    /// <summary>True when all old ones have taken note, so that events may come again.</summary>
    bool HaveTakenNote();
}
