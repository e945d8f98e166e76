using Hotaru.Model;
using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration.Rules;

/// <param name="RuleFiles">Patterns, relative to the test file.</param>
internal sealed record UnitTestFileModel(
    IReadOnlyList<Located<string>> RuleFiles, UnitTestOptions Options, IReadOnlyList<UnitTestModel> Tests);
