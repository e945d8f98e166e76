using System.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Configuration.Alertmanager;
using Hotaru.Appliance.Configuration.Rules;
using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Appliance.CommandLine;

/// <summary>
/// <c>hotaru check FILE...</c>: reads configuration files of every kind and prints each problem with its
/// place and its mend. The kind is told from the fields at the top.
/// </summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "hotaru.yml, prometheus.yml, alertmanager.yml, rule files, rule unit-test files.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("check", "Check configuration files.") { files };
        command.SetAction(parsed => Run(parsed.GetValue(files)!, Console.Out));
        return command;
    }

    /// <summary>The exit code: 0 where no file has a problem.</summary>
    internal static int Run(IEnumerable<string> files, TextWriter output)
    {
        var code = ExitCode.Done;
        foreach (var file in files)
        {
            var problems = new ProblemList();
            var kind = Check(file, problems);
            foreach (var problem in problems.Problems) output.WriteLine(problem);
            if (problems.IsEmpty) output.WriteLine($"{file}: good ({kind})");
            else code = ExitCode.Failed;
        }

        return code;
    }

    private static string Check(string file, ProblemList problems)
    {
        if (problems.ReadFile(file) is not { } text) return "";
        var fields = TopFields(text);
        if (RuleFiles.LooksLikeRules(text)) return Rules(file, problems);
        if (fields.Contains("tests")) return Tests(file, problems);
        if (fields.Overlaps(["route", "receivers", "inhibit_rules"]))
        {
            AlertmanagerFile.Read(file, MatcherDialect.Classic, problems);
            return "alertmanager.yml";
        }

        return fields.Overlaps(["scrape_configs", "scrape_config_files", "rule_files", "global", "alerting"])
            ? Prometheus(file, problems)
            : Hotaru(file, problems);
    }

    private static string Rules(string file, ProblemList problems)
    {
        var found = RuleFiles.Check(file, out var rules);
        foreach (var problem in found) problems.Add(problem);
        return $"rules: {rules}";
    }

    private static string Tests(string file, ProblemList problems)
    {
        var model = UnitTestFile.Read(file, problems);
        return $"rule unit tests: {model?.Tests.Count ?? 0}";
    }

    private static string Prometheus(string file, ProblemList problems)
    {
        var model =
            PrometheusFile.Read(file, new ListenModel(new Dictionary<Web.Surface, System.Net.IPEndPoint>()),
            problems);
        RuleFiles.Load(model.RuleFiles, "", new RuleFileOptions(model.Global.EvaluationInterval), problems);
        return "prometheus.yml and its rule files";
    }

    private static string Hotaru(string file, ProblemList problems)
    {
        ApplianceFiles.Read(new ServeOptions(file, null, new Dictionary<Web.Surface, string>()), problems);
        return "hotaru.yml and the files it names";
    }

    private static HashSet<string> TopFields(string text)
    {
        var documents = YamlFile.ParseAll(text, "", new ProblemList()) ?? [];
        return [.. documents.Where(d => d.IsMap).SelectMany(d => d.Map().Names)];
    }
}
