using System.Text.RegularExpressions;
using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Conformance;

/// <summary>Reads test scripts: load, clear and eval with their lines.</summary>
internal sealed partial class ScriptParser
{
    private readonly string[] _lines;
    private int _at;

    private ScriptParser(string text) => _lines = [.. text.Split('\n').Select(Clean)];

    public static List<ScriptCommand> Parse(string text)
    {
        var parser = new ScriptParser(text);
        var commands = new List<ScriptCommand>();
        for (; parser._at < parser._lines.Length; parser._at++)
        {
            var line = parser._lines[parser._at];
            if (line.Length == 0) continue;
            var word = line.Split(' ', '\t')[0].ToLowerInvariant();
            if (word == "clear") commands.Add(new ClearCommand(parser._at + 1));
            else if (word.StartsWith("load", StringComparison.Ordinal)) commands.Add(parser.Load());
            else if (word.StartsWith("eval", StringComparison.Ordinal)) commands.Add(parser.Eval());
            else throw parser.Fault($"invalid command \"{line}\"");
        }

        return commands;
    }

    [GeneratedRegex(@"^load(?:_(with_nhcb))?\s+(.+?)$")]
    private static partial Regex LoadLine();

    [GeneratedRegex(@"^eval(?:_(fail|warn|ordered|info))?\s+instant\s+(?:at\s+(.+?))?\s+(.+)$")]
    private static partial Regex InstantLine();

    [GeneratedRegex(@"^eval(?:_(fail|warn|info))?\s+range\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+?)\s+(.+)$")]
    private static partial Regex RangeLine();

    [GeneratedRegex(@"^expect\s+(ordered|fail|warn|no_warn|info|no_info)(?:\s+(regex|msg):(.+))?$")]
    private static partial Regex ExpectLine();

    [GeneratedRegex(@"^expect range vector\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+)$")]
    private static partial Regex ExpectRangeLine();

    private static string Clean(string line)
    {
        var trimmed = line.Trim();
        return trimmed.StartsWith('#') ? "" : trimmed;
    }

    private LoadCommand Load()
    {
        var match = LoadLine().Match(_lines[_at]);
        if (!match.Success) throw Fault("invalid load command. (load[_with_nhcb] <step:duration>)");
        var command = new LoadCommand(_at + 1, Duration(match.Groups[2].Value), match.Groups[1].Success, []);
        StartLine? starts = null;
        while (_at + 1 < _lines.Length && _lines[_at + 1].Length > 0)
        {
            var line = _lines[++_at];
            if (StartLine.Is(line))
            {
                if (starts is not null) throw Fault("@st line has no following sample line");
                starts = StartLine.Parse(line, Fault);
                continue;
            }

            var series = Series(line);
            if (starts is not null && !starts.Labels.Equals(series.Labels))
                throw Fault("@st metric does not match the following sample line metric");
            if (starts is not null && starts.Offsets.Count != series.Values.Count)
                throw Fault(
                    $"@st line has {starts.Offsets.Count} values but sample line has {series.Values.Count}");
            command.Series.Add(new LoadedSeries(series, starts?.Offsets));
            starts = null;
        }

        return starts is null ? command : throw Fault("@st line has no following sample line");
    }

    private EvalCommand Eval()
    {
        var line = _lines[_at];
        var instant = InstantLine().Match(line);
        var range = RangeLine().Match(line);
        if (!instant.Success && !range.Success) throw Fault("invalid evaluation command");
        var match = instant.Success ? instant : range;
        var command = new EvalCommand(_at + 1)
        {
            IsRange = !instant.Success,
            Mode = match.Groups[1].Value,
            Expression = match.Groups[instant.Success ? 3 : 5].Value,
        };
        command.IsOrdered = command.Mode == "ordered";
        if (instant.Success)
            command.StartMs = command.EndMs = command.EvalMs = Duration(match.Groups[2].Value);
        else SetTimes(command, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value);
        CheckExpression(command.Expression);
        var position = 0;
        while (_at + 1 < _lines.Length && _lines[_at + 1].Length > 0)
        {
            _at++;
            if (!ExpectationLine(command, _lines[_at], ref position)) break;
        }

        return command;
    }

    /// <summary>False: nothing more of the command follows.</summary>
    private bool ExpectationLine(EvalCommand command, string line, ref int position)
    {
        if (command.Mode == "fail" && line.StartsWith("expected_fail_message", StringComparison.Ordinal))
        {
            command.FailMessage = line["expected_fail_message".Length..].Trim();
            return false;
        }

        if (command.Mode == "fail" && line.StartsWith("expected_fail_regexp", StringComparison.Ordinal))
        {
            command.FailPattern = GoRegex.Unanchored(line["expected_fail_regexp".Length..].Trim());
            return false;
        }

        if (line.StartsWith("expect range vector", StringComparison.Ordinal))
        {
            var match = ExpectRangeLine().Match(line);
            if (!match.Success) throw Fault($"invalid range vector definition \"{line}\"");
            SetTimes(command, match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
            command.EvalMs = command.EndMs;
            command.OnlyInstant = true;
            return true;
        }

        if (line.StartsWith("expect string", StringComparison.Ordinal))
        {
            command.ExpectedString = QuotedText(line["expect string".Length..].Trim());
            command.OnlyInstant = true;
            return true;
        }

        if (line.Split(' ')[0] == "expect")
        {
            AddExpectation(command, line);
            return true;
        }

        if (NumberText.TryParse(line.TrimStart('+', '-'), out var number))
        {
            command.ExpectedScalar = line.StartsWith('-') ? -number : number;
            return false;
        }

        var series = Series(line);
        if (series.Values.Count > 1 && !command.IsRange && !command.OnlyInstant)
            throw Fault("expecting multiple values in instant evaluation not allowed. consider using "
                + "'expect range vector' directive to enable a range vector result for an instant query");
        command.ExpectedSeries[series.Labels] = (++position, series.Values);
        return true;
    }

    private void AddExpectation(EvalCommand command, string line)
    {
        var match = ExpectLine().Match(line);
        if (!match.Success)
            throw Fault("invalid expect statement, must match `expect <type> <match_type>: <string>` format");
        var text = match.Groups[3].Value.Trim();
        var kind = match.Groups[1].Value;
        command.Expectations.Add(new Expectation(
            kind,
            match.Groups[2].Value == "msg" ? text : null,
            match.Groups[2].Value == "regex" ? GoRegex.Unanchored(text) : null));
        command.IsOrdered |= kind == "ordered";
        if (command.Of("info").Any() && command.Of("no_info").Any())
            throw Fault("invalid expect lines, info and no_info cannot be used together");
        if (command.Of("warn").Any() && command.Of("no_warn").Any())
            throw Fault("invalid expect lines, warn and no_warn cannot be used together");
        if (command.Of("fail").Skip(1).Any())
            throw Fault("invalid expect lines, multiple expect fail lines are not allowed");
    }

    private string QuotedText(string quoted)
    {
        var lexer = new Lexer(quoted);
        var token = lexer.Next();
        if (token.Kind != TokenKind.String || token.Text.Length != quoted.Length || quoted[0] == '\'')
            throw Fault("expected string literal not valid - check that the string is correctly quoted");
        return StringUnquoter.Unquote(quoted);
    }

    private void SetTimes(EvalCommand command, string from, string to, string step)
    {
        (command.StartMs, command.EndMs, command.StepMs) = (Duration(from), Duration(to), Duration(step));
        if (command.EndMs < command.StartMs)
            throw Fault($"invalid test definition, end timestamp ({to}) is before start timestamp ({from})");
    }

    private void CheckExpression(string expression)
    {
        try
        {
            PromqlParser.Parse(expression, ParserOptions.Everything);
        }
        catch (PromqlParseException e)
        {
            throw Fault(e.Message);
        }
    }

    private SeriesDescription Series(string line)
    {
        try
        {
            return SeriesDescription.Parse(line);
        }
        catch (PromqlParseException e)
        {
            throw Fault(e.Message);
        }
    }

    private long Duration(string text) => PrometheusDuration.TryParse(text, out var duration)
        ? (long)duration.TotalMilliseconds
        : throw Fault($"invalid duration \"{text}\"");

    private ScriptException Fault(string what) => new($"line {_at + 1}: {what}");
}
