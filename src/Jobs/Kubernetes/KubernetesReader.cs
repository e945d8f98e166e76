using System.Globalization;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>Reads CronJobs, Jobs and their pods as the API server has them (batch/v1, v1).</summary>
internal static class KubernetesReader
{
    private const string Ours = "hotaru.dev/";

    public static CronJobFacts CronJob(JsonElement item) => new(NameOf(item))
    {
        Schedule = item.Text("spec", "schedule"),
        Zone = item.Text("spec", "timeZone"),
        IsSuspended = item.Text("spec", "suspend") == "true",
        ForbidsOverlap = item.Text("spec", "concurrencyPolicy") == "Forbid",
        CreatedAt = Time(item.Text("metadata", "creationTimestamp")),
        LastScheduledAt = Time(item.Text("status", "lastScheduleTime")),
        LastSucceededAt = Time(item.Text("status", "lastSuccessfulTime")),
        Tuning = Tuning(item.At("metadata", "annotations")),
    };

    /// <param name="pods">The pods of the job, in any order.</param>
    public static JobFacts Job(JsonElement item, IEnumerable<JsonElement> pods)
    {
        var owner = item.Items("metadata", "ownerReferences")
            .FirstOrDefault(reference => reference.Text("controller") == "true");
        var job = new JobFacts(NameOf(item))
        {
            OwnerKind = owner.Text("kind"),
            OwnerName = owner.Text("name"),
            NameStem = item.Text("metadata", "generateName").TrimEnd('-'),
            CreatedAt = Time(item.Text("metadata", "creationTimestamp")),
            StartedAt = Time(item.Text("status", "startTime")),
            Phase = item.Text("status", "startTime").Length > 0 ? JobPhase.Running : JobPhase.Waiting,
        };
        foreach (var condition in item.Items("status", "conditions"))
        {
            if (condition.Text("status") != "True") continue;
            if (condition.Text("type") == "Complete")
            {
                return job with
                {
                    Phase = JobPhase.Succeeded,
                    EndedAt = Time(item.Text("status", "completionTime"))
                        ?? Time(condition.Text("lastTransitionTime")),
                };
            }

            if (condition.Text("type") == "Failed") return Failed(job, condition, pods);
        }

        return job;
    }

    private static JobFacts Failed(JobFacts job, JsonElement condition, IEnumerable<JsonElement> pods)
    {
        var last = pods.SelectMany(Terminated).OrderBy(t => t.Text("state", "terminated", "finishedAt"),
            StringComparer.Ordinal).LastOrDefault();
        var end = last.At("state", "terminated");
        var code = int.TryParse(end.Text("exitCode"), CultureInfo.InvariantCulture, out var number)
            ? number
            : (int?)null;
        string[] lines =
        [
            condition.Text("message"),
            code is null ? "" : $"container {last.Text("name")}: {end.Text("reason")}, exit code {code}",
            end.Text("message"),
        ];
        return job with
        {
            Phase = JobPhase.Failed,
            EndedAt = Time(condition.Text("lastTransitionTime")),
            Reason = condition.Text("reason"),
            ExitCode = code,
            Message = string.Join('\n', lines.Where(line => line.Length > 0)),
        };
    }

    private static IEnumerable<JsonElement> Terminated(JsonElement pod) =>
        pod.Items("status", "containerStatuses").Concat(pod.Items("status", "initContainerStatuses"))
            .Where(status => status.Text("state", "terminated", "exitCode") is not ("" or "0"));

    private static WorkloadName NameOf(JsonElement item) =>
        new("", item.Text("metadata", "namespace"), item.Text("metadata", "name"));

    private static IReadOnlyDictionary<string, string> Tuning(JsonElement annotations)
    {
        if (annotations.ValueKind != JsonValueKind.Object) return CronJobFacts.NoTuning;
        var ours = annotations.EnumerateObject()
            .Where(a => a.Name.StartsWith(Ours, StringComparison.Ordinal))
            .ToDictionary(a => a.Name[Ours.Length..], a => a.Value.GetString() ?? "", StringComparer.Ordinal);
        return ours.Count == 0 ? CronJobFacts.NoTuning : ours;
    }

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;
}
