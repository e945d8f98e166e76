using Hotaru.Testing;
using Hotaru.Tidy.Rules;

namespace Hotaru.Tidy;

public sealed class TidyTests
{
    [Fact]
    public void The_code_keeps_the_house_style()
    {
        var findings = SourceFiles().SelectMany(Findings).Select(f => f.ToString()).ToList();
        Assert.True(findings.Count == 0, $"{findings.Count} findings:\n{string.Join('\n', findings)}");
    }

    [Theory]
    [InlineData("namespace A\n{\n}\n", "a block namespace")]
    [InlineData("#region x\n", "a region")]
    [InlineData("class B;\n", "it holds B")]
    [InlineData("class A;\nclass B;\n", "B is a second type here")]
    [InlineData("class A { class FooManager; }\nclass FooHelper;\n", "the name FooHelper says nothing")]
    public void A_fault_is_found(string text, string what)
    {
        var findings = Findings(new SourceFile("A.cs", text));
        Assert.Contains(findings, f => f.What == what);
    }

    [Fact]
    public void A_long_line_a_long_method_and_a_long_file_are_found()
    {
        var longLine = new string('x', FileShape.MaxColumns + 1);
        Assert.Contains(Findings(new SourceFile("A.cs", longLine)), f => f.What == "111 columns");

        var body = string.Concat(Enumerable.Repeat("        Call(\"}\"); // {\n", MethodShape.MaxLines + 1));
        var method = $"sealed class A\n{{\n    void M()\n    {{\n{body}    }}\n}}\n";
        Assert.Contains(Findings(new SourceFile("A.cs", method)), f => f.What == "a method of 61 lines");

        var file = new string('\n', FileShape.MaxLines + 1);
        Assert.Contains(Findings(new SourceFile("A.cs", file)), f => f.What == "401 lines");
    }

    [Fact]
    public void What_is_fine_is_left_alone()
    {
        const string text =
            "namespace A;\n\n/// <summary>A {class} of its own.</summary>\ninternal sealed class A\n"
            + "{\n    public string S => @\"}}\"\"{\";\n}\n";
        Assert.Empty(Findings(new SourceFile("A.cs", text)));
    }

    private static IEnumerable<Finding> Findings(SourceFile file) =>
        [.. FileShape.Check(file), .. TypeShape.Check(file), .. MethodShape.Check(file)];

    private static IEnumerable<SourceFile> SourceFiles()
    {
        var root = RepositoryRoot.Path;
        return new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)
                && !path.Contains("/bin/", StringComparison.Ordinal)
                && !path.Contains("/node_modules/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(Path.GetRelativePath(root, path), File.ReadAllText(path)));
    }
}
