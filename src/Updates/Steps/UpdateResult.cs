using System.Globalization;

namespace Hotaru.Updates;

/// <summary>How the last update ended, kept until the next one ends.</summary>
/// <param name="Version">Of the release; the file's name where it could not be told.</param>
/// <param name="Running">The release that runs after it.</param>
/// <param name="Reason">Empty where it was installed.</param>
public sealed record UpdateResult(
    UpdateOutcome Outcome, string Version, string Running, string Reason, DateTimeOffset At)
{
    public void Save(string path)
    {
        DurableFiles.Write(path, JsonText.Bytes(json =>
        {
            json.WriteString("outcome", Word(Outcome));
            json.WriteString("version", Version);
            json.WriteString("running", Running);
            json.WriteString("reason", Reason);
            json.WriteString("at", At.ToString("O", CultureInfo.InvariantCulture));
        }));
        // The service reads it and runs as another user.
        DurableFiles.SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite
            | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    public static UpdateResult? Load(string path) => JsonText.Read(path, root => new UpdateResult(
        Enum.GetValues<UpdateOutcome>()
            .First(outcome => Word(outcome) == root.GetProperty("outcome").GetString()),
        root.GetProperty("version").GetString() ?? "", root.GetProperty("running").GetString() ?? "",
        root.GetProperty("reason").GetString() ?? "",
        DateTimeOffset.Parse(
            root.GetProperty("at").GetString() ?? "", CultureInfo.InvariantCulture,
            DateTimeStyles.RoundtripKind)));

    /// <summary>The words of the API.</summary>
    public static string Word(UpdateOutcome outcome) => outcome switch
    {
        UpdateOutcome.Installed => "installed",
        UpdateOutcome.Refused => "refused",
        _ => "went_back",
    };

    public override string ToString() => Outcome switch
    {
        UpdateOutcome.Installed => $"{Version} is installed and runs",
        UpdateOutcome.Refused => $"{Version} was refused: {Reason}. {Running} runs on.",
        _ => $"{Version} was tried and taken back: {Reason}. {Running} runs again.",
    };
}
