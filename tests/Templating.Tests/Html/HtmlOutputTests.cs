using Xunit;

namespace Hotaru.Templating.Tests.Html;

public sealed class HtmlOutputTests
{
    [Theory]
    [InlineData("<p>{{.}}</p>", "<b>&\"x\"+'", "<p>&lt;b&gt;&amp;&#34;x&#34;&#43;&#39;</p>")]
    [InlineData("<a title=\"{{.}}\">", "a \"b\" <c>", "<a title=\"a &#34;b&#34; &lt;c&gt;\">")]
    [InlineData("<a href=\"{{.}}\">", "https://x/y?z=1&w=2", "<a href=\"https://x/y?z=1&amp;w=2\">")]
    [InlineData("<a href=\"{{.}}\">", "javascript:alert(1)", "<a href=\"#ZgotmplZ\">")]
    [InlineData("<a href=\"/q?x={{.}}\">", "a b&c", "<a href=\"/q?x=a%20b%26c\">")]
    [InlineData("<a href='/p/{{.}}'>", "a b\"", "<a href='/p/a%20b%22'>")]
    [InlineData("<td bgcolor={{.}}>", "red x", "<td bgcolor=red&#32;x>")]
    [InlineData("<td style=\"color: {{.}}\">", "red", "<td style=\"color: red\">")]
    [InlineData("<td style=\"color: {{.}}\">", "url(javascript:x)", "<td style=\"color: ZgotmplZ\">")]
    [InlineData("<script>var x = {{.}};</script>{{.}}", "</script>'",
        "<script>var x = \"\\u003C/script\\u003E\\u0027\";</script>&lt;/script&gt;&#39;")]
    [InlineData("<title>{{.}}</title><p>{{.}}", "<x>", "<title>&lt;x&gt;</title><p>&lt;x&gt;")]
    [InlineData("a<!-- {{.}} -->b", "x", "ab")]
    [InlineData("<br/>{{.}} < 3 {{.}}", "<", "<br/>&lt; < 3 &lt;")]
    public void A_value_is_escaped_for_its_place(string template, string value, string expected)
    {
        var set = new TemplateSet();
        set.Add("t", template);
        Assert.Equal(expected, set.ExecuteHtml("t", TemplateValue.Of(value)));
    }

    [Fact]
    public void Safe_HTML_stays_in_text_and_cannot_break_out_of_an_attribute()
    {
        var set = new TemplateSet(TemplateFunctions.BuiltIn.With(SharedFunctions.All));
        set.Add("t", "<p title=\"{{ safeHtml . }}\">{{ . | safeHtml }}</p>");
        Assert.Equal("<p title=\"x&#34;y\"><i>x\"y</i></p>",
            set.ExecuteHtml("t", TemplateValue.Of("<i>x\"y</i>")));
    }

    [Fact]
    public void A_name_that_is_not_there_prints_nothing()
    {
        var set = new TemplateSet();
        set.Add("t", "<p>{{ .x }}</p>");
        Assert.Equal("<p></p>", set.ExecuteHtml("t", new MapValue(new Dictionary<string, TemplateValue>())));
    }
}
