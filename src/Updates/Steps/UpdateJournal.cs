using System.Text.Json;

namespace Hotaru.Updates;

/// <summary>
/// What must be known to go on after a power cut. The file is there from the first step to the last; each
/// step is written down before it begins.
/// </summary>
/// <param name="Step">Which step is under way.</param>
/// <param name="File">The package in the drop folder.</param>
/// <param name="Version">The release; empty while it is not known yet.</param>
/// <param name="From">The release that ran before.</param>
/// <param name="Attempt">How often the release was tried: more than once only after power cuts.</param>
/// <param name="Failing">What did not go well with the release before either, by name.</param>
/// <param name="Reason">Why the service goes back.</param>
public sealed record UpdateJournal(
    UpdateStep Step, string File, string Version = "", string From = "", int Attempt = 0,
    string Failing = "", string Reason = "")
{
    public void Save(string path) => DurableFiles.Write(path, JsonText.Bytes(json =>
    {
        json.WriteString("step", Word(Step));
        json.WriteString("file", File);
        json.WriteString("version", Version);
        json.WriteString("from", From);
        json.WriteNumber("attempt", Attempt);
        json.WriteString("failing", Failing);
        json.WriteString("reason", Reason);
    }));

    /// <summary>Null where no update is under way. A journal that cannot be read is none.</summary>
    public static UpdateJournal? Load(string path) => JsonText.Read(path, root => new UpdateJournal(
        Enum.GetValues<UpdateStep>().First(step => Word(step) == root.GetProperty("step").GetString()),
        Text(root, "file"), Text(root, "version"), Text(root, "from"), root.GetProperty("attempt").GetInt32(),
        Text(root, "failing"), Text(root, "reason")));

    /// <summary>The words of the API.</summary>
    public static string Word(UpdateStep step) => step switch
    {
        UpdateStep.Unpacking => "unpacking",
        UpdateStep.Trying => "trying",
        UpdateStep.Keeping => "keeping",
        _ => "going_back",
    };

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? "";
}
