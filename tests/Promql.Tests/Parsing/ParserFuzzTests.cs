using System.Text;

namespace Hotaru.Promql.Parsing;

/// <summary>Whatever is typed is parsed or refused, and what is printed means what was parsed.</summary>
public sealed class ParserFuzzTests
{
    private static readonly string[] Seeds =
    [
        "sum by (instance, mode) (rate(node_cpu_seconds_total{mode!=\"idle\"}[5m] offset 1h))",
        "histogram_quantile(0.95, sum by (le) (rate(request_seconds_bucket[5m])))",
        "a + on (x, y) group_left (z) b > bool 3 ^ -2 % 7 or c unless on () d and ignoring (e) f",
        "max_over_time(sum(up{job=~\"a|b.*\"})[1h:5m] @ end()) / 1e3 - 0x1F * Inf + NaN",
        "{\"utf-8 name\", \"label\"=\"\\u00e9\\n\", x=`raw`} @ 1609746000.25 offset -1d2h",
        "count_values without (a) (\"v\", topk(3, x)) == quantile(0.5, y) </ z >/ 2",
        "rate(foo[(5m + step()) * 2] smoothed) + fill(3) bar[max_of(1m, range())] anchored offset -(2m)",
        "label_replace(up, \"a\", \"$1\", \"b\", \"(.*)\") # comment\n + 1",
    ];

    private static readonly string[] Words =
    [
        "sum", "by", "(", ")", "{", "}", "[", "]", ",", "=", "!=", "=~", "\"a\"", "'b'", "`c`", "5m", "1",
            ".5", "offset",
        "@", "start", "end", "()", "-", "+", "*", "/", "%", "^", "and", "or", "unless", "bool", "on",
            "ignoring",
        "group_left", "group_right", "foo", "bar:baz", "rate", "topk", "fill", "fill_left", "anchored",
            "step()", "é",
        "\\", "\n", "#", "😀", "\0", "0x", "1e", "inf", "nan", "</", ">/", "!", "~", ":", "min_of(",
    ];

    [Fact]
    public void Random_bytes_never_crash_the_parser()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            Check(Encoding.Latin1.GetString(bytes), round);
            Check(Encoding.UTF8.GetString(bytes), round);
        }
    }

    [Fact]
    public void Mutated_expressions_never_crash_the_parser()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
            for (var change = random.Next(1, 5); change > 0; change--) Mutate(text, random);
            Check(text.ToString(), round);
        }
    }

    [Fact]
    public void Random_words_never_crash_the_parser()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 20_000; round++)
        {
            var words = Enumerable.Range(0, random.Next(1, 14)).Select(_ => Words[random.Next(Words.Length)]);
            Check(string.Join(random.Next(3) == 0 ? "" : " ", words), round);
        }
    }

    private static void Mutate(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(4))
        {
            case 0 when at < text.Length:
                text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at));
                break;
            case 1 when at < text.Length:
                text[at] = (char)random.Next(32, 127);
                break;
            case 2:
                var other = Seeds[random.Next(Seeds.Length)];
                var from = random.Next(other.Length);
                text.Insert(at, other.AsSpan(from, Math.Min(random.Next(1, 20), other.Length - from)));
                break;
            default:
                text.Insert(at, Words[random.Next(Words.Length)]);
                break;
        }
    }

    private static void Check(string text, int round)
    {
        Expression parsed;
        try
        {
            parsed = PromqlParser.Parse(text, ParserOptions.Everything);
        }
        catch (PromqlParseException e)
        {
            Assert.True(e.Line >= 1 && e.Column >= 1);
            return;
        }
        catch (Exception e)
        {
            Assert.Fail($"round {round}: {text}: {e}");
            return;
        }

        var printed = parsed.ToString();
        try
        {
            Assert.Equal(printed, PromqlParser.Parse(printed, ParserOptions.Everything).ToString());
            Assert.Equal(printed, PromqlParser.Parse(parsed.ToPrettyString(),
                ParserOptions.Everything).ToString());
        }
        catch (Exception e)
        {
            Assert.Fail($"round {round}: {text}\nprints as {printed}\n{e.Message}");
        }
    }
}
