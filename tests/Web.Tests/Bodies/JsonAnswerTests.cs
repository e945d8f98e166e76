using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

public sealed class JsonAnswerTests
{
    private readonly PieceStream _body = new();
    private readonly DefaultHttpContext _context = new();

    public JsonAnswerTests() => _context.Response.Body = _body;

    [Fact]
    public async Task A_short_answer_leaves_in_one_piece_with_its_length()
    {
        using var answer = new JsonAnswer(_context, JsonAnswer.Relaxed);
        answer.Json.WriteStringValue("a+b");
        await answer.BreatheAsync();
        await answer.CompleteAsync();

        Assert.Equal(5, _context.Response.ContentLength);
        Assert.Equal("application/json", _context.Response.ContentType);
        Assert.Equal([5], _body.Pieces);
        Assert.Equal("\"a+b\"", System.Text.Encoding.UTF8.GetString(_body.ToArray()));
    }

    [Fact]
    public async Task Of_a_long_answer_a_piece_leaves_at_each_breath_and_nothing_is_lost()
    {
        const int Items = 20_000;
        using var answer = new JsonAnswer(_context, JsonAnswer.Relaxed);
        answer.Json.WriteStartArray();
        for (var i = 0; i < Items; i++)
        {
            answer.Json.WriteStringValue($"item {i}");
            await answer.BreatheAsync();
        }

        answer.Json.WriteEndArray();
        await answer.CompleteAsync();

        Assert.Null(_context.Response.ContentLength);
        Assert.True(_body.Pieces.Count > 5, $"{_body.Pieces.Count} pieces");
        Assert.All(_body.Pieces, size => Assert.InRange(size, 1, 33 << 10));
        using var read = JsonDocument.Parse(_body.ToArray());
        Assert.Equal(Items, read.RootElement.GetArrayLength());
        Assert.Equal($"item {Items - 1}", read.RootElement[Items - 1].GetString());
    }

    [Fact]
    public async Task One_part_that_is_larger_than_a_piece_is_whole()
    {
        var text = new string('x', 200_000);
        using var answer = new JsonAnswer(_context, JsonAnswer.Relaxed);
        answer.Json.WriteStringValue(text);
        await answer.CompleteAsync();

        using var read = JsonDocument.Parse(_body.ToArray());
        Assert.Equal(text, read.RootElement.GetString());
        Assert.Equal(200_002, _context.Response.ContentLength);
    }
}
