using System.Text;
using System.Text.Unicode;
using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// The grouping key in the path of a push: <c>/metrics/job/NAME{/LABEL/VALUE}</c>, where job and every label
/// may carry <c>@base64</c>. The path comes percent-decoded, so an encoded slash parts like a plain one.
/// </summary>
public static class GroupingPath
{
    private const string Base64Suffix = "@base64";

    /// <param name="rest">What stands behind <c>/metrics/</c>, beginning with job or job@base64.</param>
    /// <param name="allowUtf8Names">Whether label names may be any text (escaped as U__ in the path).</param>
    /// <param name="isUtf8">
    /// Whether all base64 values are UTF-8; what is not is replaced by U+FFFD, so that such a group has a
    /// name under which its failed pushes are seen.
    /// </param>
    /// <exception cref="GroupingException">The message says what is wrong.</exception>
    public static Labels Parse(string rest, bool allowUtf8Names, out bool isUtf8)
    {
        isUtf8 = true;
        var parts = rest.Split('/');
        var job = parts.Length > 1 ? parts[1] : "";
        if (parts[0] == "job" + Base64Suffix) job = Decode("job", job, ref isUtf8);
        var labels = new LabelsBuilder();
        // A slash behind the job alone is no label.
        var count = parts.Length == 3 && parts[2].Length == 0 ? 2 : parts.Length;
        var written = "/" + string.Join('/', parts[Math.Min(2, parts.Length)..]);
        if (count % 2 != 0)
            throw new GroupingException($"odd number of components in label string {Quote(written)}");
        for (var i = 2; i < count; i += 2) Add(labels, parts[i], parts[i + 1], allowUtf8Names, ref isUtf8);
        if (job.Length == 0) throw new GroupingException("job name is required");
        return labels.Keep(LabelNames.Job, job).Build();
    }

    private static void Add(
        LabelsBuilder labels, string part, string value, bool allowUtf8Names, ref bool isUtf8)
    {
        var isBase64 = part.EndsWith(Base64Suffix, StringComparison.Ordinal);
        var written = isBase64 ? part[..^Base64Suffix.Length] : part;
        var name = allowUtf8Names ? NameEscaping.Unescape(written) : written;
        var isValid = allowUtf8Names ? name.Length > 0 : LabelNames.IsLegacyValid(name);
        if (!isValid || written.StartsWith("__", StringComparison.Ordinal))
            throw new GroupingException($"improper label name {Quote(written)}");
        labels.Keep(name, isBase64 ? Decode(name, value, ref isUtf8) : value);
    }

    /// <summary>The URL-safe alphabet with any padding or none; line breaks in it are passed over.</summary>
    private static string Decode(string name, string value, ref bool isUtf8)
    {
        var text = value.TrimEnd('=').Replace("\n", "", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal);
        var isUrlSafe = text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        if (!isUrlSafe || text.Length % 4 == 1) throw Bad(name, value);
        var padded = text.Replace('-', '+').Replace('_', '/') + "===="[..((4 - text.Length % 4) % 4)];
        try
        {
            var bytes = Convert.FromBase64String(padded);
            isUtf8 &= Utf8.IsValid(bytes);
            return Encoding.UTF8.GetString(bytes);
        }
        catch (FormatException)
        {
            throw Bad(name, value);
        }
    }

    private static GroupingException Bad(string name, string value) =>
        new($"invalid base64 encoding for label {name}={Quote(value)}");

    private static string Quote(string text) => GoText.Quote(text);
}
