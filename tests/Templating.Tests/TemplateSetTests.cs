using Xunit;

namespace Hotaru.Templating.Tests;

public sealed class TemplateSetTests
{
    private static readonly TemplateValue Data = new RecordValue(
    [
        new("Name", TemplateValue.Of("pi")),
        new("Empty", TemplateValue.EmptyText),
        new("One", TemplateValue.Of(1)),
        new("Half", TemplateValue.Of(0.5)),
        new("Big", TemplateValue.Of(123456789.0)),
        new("Yes", TemplateValue.Of(true)),
        new("Labels", TemplateValue.MapOf([new("job", "backup"), new("alertname", "Late")])),
        new("List", TemplateValue.ListOf(["x", "y", "z"])),
        new("None", new ListValue([])),
        new("Nested",
            new RecordValue([new("Inner", new RecordValue([new("Deep", TemplateValue.Of("down"))]))])),
    ],
    "template.Data");

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{{.Name}}", "pi")]
    [InlineData("{{ .Labels.job }}/{{ .Labels.absent }}/", "backup//")]
    [InlineData("{{.Nested.Inner.Deep}}", "down")]
    [InlineData("{{(.Nested).Inner.Deep}}", "down")]
    [InlineData("{{.Half}} {{.Big}} {{.One}} {{.Yes}}", "0.5 1.23456789e+08 1 true")]
    [InlineData("{{.List}} {{.Labels}}", "[x y z] map[alertname:Late job:backup]")]
    [InlineData("a {{- .Name -}} b", "apib")]
    [InlineData("a{{/* nothing */}}b", "ab")]
    [InlineData("a {{- /* nothing */ -}} b", "ab")]
    [InlineData("{{if .Name}}T{{end}}{{if .Empty}}no{{else}}F{{end}}", "TF")]
    [InlineData("{{if .Empty}}1{{else if .None}}2{{else if .Yes}}3{{else}}4{{end}}", "3")]
    [InlineData("{{with .Name}}<{{.}}>{{end}}{{with .Empty}}x{{else}}{{.Name}}{{end}}", "<pi>pi")]
    [InlineData("{{with .Empty}}x{{else with .Name}}{{.}}{{else}}y{{end}}", "pi")]
    [InlineData("{{range .List}}{{.}},{{end}}", "x,y,z,")]
    [InlineData("{{range $i, $e := .List}}{{$i}}={{$e}} {{end}}", "0=x 1=y 2=z ")]
    [InlineData("{{range $k, $v := .Labels}}{{$k}}={{$v}} {{end}}", "alertname=Late job=backup ")]
    [InlineData("{{range .None}}x{{else}}none{{end}}", "none")]
    [InlineData("{{range 3}}{{.}}{{end}}", "012")]
    [InlineData("{{range $i := 3}}{{$i}}{{end}}", "012")]
    [InlineData("{{range .List}}{{if eq . \"y\"}}{{continue}}{{end}}{{.}}{{end}}", "xz")]
    [InlineData("{{range .List}}{{if eq . \"y\"}}{{break}}{{end}}{{.}}{{end}}", "x")]
    [InlineData("{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}", "2")]
    [InlineData("{{$x := 1}}{{if true}}{{$x := 2}}{{end}}{{$x}}", "1")]
    [InlineData("{{$last := \"\"}}{{range .List}}{{$last = .}}{{end}}{{$last}}", "z")]
    [InlineData("{{range .List}}{{$.Name}}{{end}}", "pipipi")]
    [InlineData("{{define \"u\"}}[{{.}}]{{end}}{{template \"u\" .Name}}{{template \"u\"}}",
        "[pi][<no value>]")]
    [InlineData("{{block \"b\" .One}}({{.}}){{end}}", "(1)")]
    [InlineData("{{.Name | printf \"%s-%s\" \"a\"}}", "a-pi")]
    [InlineData("{{printf \"%.2f\" .Half}}", "0.50")]
    [InlineData("{{and .Name .Empty}}|{{or .Empty .Name}}|{{not .Name}}", "|pi|false")]
    [InlineData("{{or .Name .Missing.Field}}", "pi")]
    [InlineData("{{len .List}}{{len .Name}}{{len \"ä\"}}", "322")]
    [InlineData("{{index .List 1}}{{index .Labels \"job\"}}{{index .Labels \"no\"}}", "ybackup")]
    [InlineData("{{slice .List 1 2}}{{slice \"abc\" 1}}", "[y]bc")]
    [InlineData(
        "{{eq 1 1}}{{eq .Name \"a\" \"pi\"}}{{ne 1 2}}{{lt 1 2}}{{le 2 2}}{{gt 1 2}}{{ge \"b\" \"a\"}}",
        "truetruetruetruetruefalsetrue")]
    [InlineData("{{html \"<a&'b>\"}}", "&lt;a&amp;&#39;b&gt;")]
    [InlineData("{{js \"it's <x>\"}}", "it\\'s \\u003Cx\\u003E")]
    [InlineData("{{urlquery \"a b&c=ü\"}}", "a+b%26c%3D%C3%BC")]
    [InlineData("{{print 1 2 \"a\" 3}}|{{println 1 \"a\"}}", "1 2a3|1 a\n")]
    [InlineData("{{\"quoted \\\"x\\\"\\n\"}}{{`raw\\n`}}{{'a'}}", "quoted \"x\"\nraw\\n97")]
    [InlineData("{{0x1F}} {{1e3}} {{1_000}} {{-5}} {{.5}}", "31 1000 1000 -5 0.5")]
    [InlineData("{{true}}{{with $x := .Name}}{{$x}}{{end}}", "truepi")]
    [InlineData("{{ 1 | print }}{{ (print \"a\") | print \"b\" }}", "1ba")]
    [InlineData("{{ .List | len | printf \"%03d\" }}", "003")]
    public void A_template_prints_what_Go_prints(string template, string expected) =>
        Assert.Equal(expected, Run(template));

    [Theory]
    [InlineData("{{.Name", "template: t:1: unclosed action")]
    [InlineData("\n{{ foo }}", "template: t:2: function \"foo\" not defined")]
    [InlineData("{{if .Name}}", "template: t:1: unexpected EOF")]
    [InlineData("{{end}}", "template: t:1: unexpected {{end}}")]
    [InlineData("{{$x}}", "template: t:1: undefined variable \"$x\"")]
    [InlineData("{{if}}x{{end}}", "template: t:1: missing value for if")]
    [InlineData("{{.Name | 1}}", "template: t:1: non executable command in pipeline stage 2")]
    [InlineData("{{break}}", "template: t:1: {{break}} outside {{range}}")]
    [InlineData("{{\"abc}}", "template: t:1: unterminated quoted string")]
    [InlineData("{{(1}}", "template: t:1: unclosed left paren")]
    [InlineData("{{1)}}", "template: t:1: unexpected right paren")]
    [InlineData("{{/* x }}", "template: t:1: unclosed comment")]
    [InlineData("{{3k}}", "template: t:1: bad number syntax: \"3k\"")]
    [InlineData("{{1.2.3}}", "template: t:1: unexpected \".3\" in operand")]
    [InlineData("{{ / }}", "template: t:1: unexpected \"/\" in command")]
    [InlineData("{{a!b}}", "template: t:1: bad character U+0021 '!'")]
    [InlineData("{{template .X}}", "template: t:1: unexpected \".X\" in template clause")]
    public void A_template_that_cannot_be_parsed_says_why(string template, string message) =>
        Assert.Equal(message, Assert.Throws<TemplateException>(() => Run(template)).Message);

    [Theory]
    [InlineData("{{.Nope}}",
        "template: t:1:2: executing \"t\" at <.Nope>: can't evaluate field Nope in type template.Data")]
    [InlineData("x\n {{.Name.Nope}}",
        "template: t:2:8: executing \"t\" at <.Name.Nope>: can't evaluate field Nope in type string")]
    [InlineData("{{template \"no\"}}",
        "template: t:1:11: executing \"t\" at <{{template \"no\"}}>: template \"no\" not defined")]
    [InlineData("{{index .List 5}}",
        "template: t:1:2: executing \"t\" at <index .List 5>: error calling index: index out of range: 5")]
    [InlineData("{{len 3}}",
        "template: t:1:2: executing \"t\" at <len 3>: error calling len: len of type int")]
    [InlineData("{{printf 1}}", "template: t:1:9: executing \"t\" at <1>: expected string; found 1")]
    [InlineData("{{not}}",
        "template: t:1:2: executing \"t\" at <not>: wrong number of args for not: want 1 got 0")]
    [InlineData("{{lt 1 1.5}}",
        "template: t:1:2: executing \"t\" at <lt 1 1.5>: "
        + "error calling lt: incompatible types for comparison")]
    [InlineData("{{.Name 1}}",
        "template: t:1:2: executing \"t\" at <.Name>: Name has arguments but cannot be invoked as function")]
    [InlineData("{{range .Half}}{{end}}",
        "template: t:1:8: executing \"t\" at <.Half>: range can't iterate over 0.5")]
    [InlineData("{{nil}}", "template: t:1:2: executing \"t\" at <nil>: nil is not a command")]
    public void A_template_that_fails_says_where_and_why(string template, string message) =>
        Assert.Equal(message, Assert.Throws<TemplateException>(() => Run(template)).Message);

    [Fact]
    public void An_endless_recursion_ends_in_an_error()
    {
        var error =
            Assert.Throws<TemplateException>(() =>
                Run("{{define \"r\"}}{{template \"r\"}}{{end}}{{template \"r\"}}"));
        Assert.Contains("exceeded maximum template depth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_while_parsing()
    {
        var template = "{{" + new string('(', 100_000) + "1" + new string(')', 100_000) + "}}";
        Assert.Contains("too deeply nested", Assert.Throws<TemplateException>(() => Run(template)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_is_called_before_a_key_of_the_same_name_is_looked_up()
    {
        var methods = new Dictionary<string, TemplateFunction>
        {
            ["Remove"] = TemplateFunction.Of("Remove", [ParameterKind.StringList],
                a => TemplateValue.Of(a[0].Entries().Count)),
        };
        var map =
            new MapValue(new Dictionary<string, TemplateValue> { ["Remove"] = TemplateValue.Of("key") }, null,
            "KV", methods);
        var set = new TemplateSet();
        set.Add("t", "{{ .Map.Remove .List }}");
        var data = new RecordValue([new("Map", map), new("List", TemplateValue.ListOf(["a", "b"]))]);
        Assert.Equal("2", set.Execute("t", data));
    }

    [Fact]
    public void A_later_text_can_call_and_replace_what_an_earlier_one_defined()
    {
        var set = new TemplateSet();
        set.Add("first", "{{ define \"a\" }}old{{ end }}{{ define \"b\" }}<{{ template \"a\" }}>{{ end }}");
        set.Add("second", "{{ define \"a\" }}new{{ end }}");
        Assert.Equal("<new>", set.ExecuteText("", "{{ template \"b\" . }}", TemplateValue.Nil));
    }

    private static string Run(string template)
    {
        var set = new TemplateSet();
        set.Add("t", template);
        return set.Execute("t", Data);
    }
}
