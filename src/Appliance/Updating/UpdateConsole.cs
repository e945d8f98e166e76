using Hotaru.Updates;

namespace Hotaru.Appliance.Updating;

/// <summary>What the verbs about updates print.</summary>
internal static class UpdateConsole
{
    public static void Say(UpdateJournal journal) => Console.WriteLine(journal.Step switch
    {
        UpdateStep.Unpacking => $"checking and unpacking {journal.File}",
        UpdateStep.Trying => $"trying {journal.Version}; {journal.From} stays at hand",
        UpdateStep.Keeping => $"{journal.Version} works",
        _ => $"going back to {journal.From}: {journal.Reason}",
    });

    public static void PrintStatus(UpdatePaths paths, TextWriter output)
    {
        var shelf = new ReleaseShelf(paths);
        output.WriteLine($"running    {Or(shelf.Current, "not installed under " + paths.Root)}");
        if (shelf.Good != shelf.Current) output.WriteLine($"good       {Or(shelf.Good, "none")}");
        output.WriteLine($"to go back {Or(shelf.Previous, "none")}");
        if (UpdateJournal.Load(paths.Journal) is { } journal)
            output.WriteLine(
                $"under way  {UpdateJournal.Word(journal.Step)} {journal.Version} {journal.File}");
        if (UpdateResult.Load(paths.Result) is { } last)
            output.WriteLine($"last       {last.At.ToLocalTime():yyyy-MM-dd HH:mm}: {last}");
    }

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
