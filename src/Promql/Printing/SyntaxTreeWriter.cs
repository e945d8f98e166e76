using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>The syntax tree as JSON in the form of Prometheus's /api/v1/parse_query.</summary>
public static class SyntaxTreeWriter
{
    public static void Write(Utf8JsonWriter json, Expression? node)
    {
        if (node is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        switch (node)
        {
            case AggregateExpression aggregate: WriteAggregate(json, aggregate); break;
            case BinaryExpression binary: WriteBinary(json, binary); break;
            case FunctionCall call: WriteCall(json, call); break;
            case MatrixSelector matrix: WriteMatrix(json, matrix); break;
            case SubqueryExpression subquery: WriteSubquery(json, subquery); break;
            case DurationExpression duration: WriteDuration(json, duration); break;
            case VectorSelector selector:
                json.WriteString("type", "vectorSelector");
                WriteSelector(json, selector);
                break;
            case NumberLiteral number:
                json.WriteString("type", "numberLiteral");
                json.WriteString("val", GoFloat.Fixed(number.Value));
                break;
            case StringLiteral text:
                json.WriteString("type", "stringLiteral");
                json.WriteString("val", text.Value);
                break;
            case Parenthesized paren:
                json.WriteString("type", "parenExpr");
                Member(json, "expr", paren.Inner);
                break;
            case UnaryExpression unary:
                json.WriteString("type", "unaryExpr");
                json.WriteString("op", unary.Negates ? "-" : "+");
                Member(json, "expr", unary.Operand);
                break;
        }

        json.WriteEndObject();
    }

    private static void Member(Utf8JsonWriter json, string name, Expression? node)
    {
        json.WritePropertyName(name);
        Write(json, node);
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string Name(ValueKind kind) => kind.ToString().ToLowerInvariant();

    private static void WriteAggregate(Utf8JsonWriter json, AggregateExpression node)
    {
        json.WriteString("type", "aggregation");
        json.WriteString("op", node.Name);
        Member(json, "expr", node.Operand);
        Member(json, "param", node.Parameter);
        Strings(json, "grouping", node.Grouping);
        json.WriteBoolean("without", node.Without);
    }

    private static void WriteBinary(Utf8JsonWriter json, BinaryExpression node)
    {
        json.WriteString("type", "binaryExpr");
        json.WriteString("op", node.Operator.Symbol());
        Member(json, "lhs", node.Left);
        Member(json, "rhs", node.Right);
        json.WriteBoolean("bool", node.ReturnsBool);
        if (node.Matching is not { } matching)
        {
            json.WriteNull("matching");
            return;
        }

        json.WriteStartObject("matching");
        json.WriteString("card", matching.Cardinality switch
        {
            MatchCardinality.OneToOne => "one-to-one",
            MatchCardinality.ManyToOne => "many-to-one",
            MatchCardinality.OneToMany => "one-to-many",
            _ => "many-to-many",
        });
        Strings(json, "labels", matching.Labels);
        json.WriteBoolean("on", matching.On);
        Strings(json, "include", matching.Include);
        json.WriteStartObject("fillValues");
        FillValue(json, "lhs", matching.FillLeft);
        FillValue(json, "rhs", matching.FillRight);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void FillValue(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static void WriteCall(Utf8JsonWriter json, FunctionCall node)
    {
        json.WriteString("type", "call");
        json.WriteStartObject("func");
        json.WriteString("name", node.Function.Name);
        Strings(json, "argTypes", node.Function.Arguments.Select(Name));
        json.WriteNumber("variadic", node.Function.Variadic);
        json.WriteString("returnType", Name(node.Function.Returns));
        json.WriteEndObject();
        json.WriteStartArray("args");
        foreach (var argument in node.Arguments) Write(json, argument);
        json.WriteEndArray();
    }

    private static void WriteMatrix(Utf8JsonWriter json, MatrixSelector node)
    {
        json.WriteString("type", "matrixSelector");
        json.WriteNumber("range", node.RangeMs);
        Member(json, "rangeExpr", node.Range);
        WriteSelector(json, node.Vector);
    }

    private static void WriteSelector(Utf8JsonWriter json, VectorSelector node)
    {
        json.WriteString("name", node.Name);
        WriteTime(json, node.Time);
        json.WriteStartArray("matchers");
        foreach (var matcher in node.Matchers)
        {
            json.WriteStartObject();
            json.WriteString("name", matcher.Name);
            json.WriteString("value", matcher.Value);
            json.WriteString("type", matcher.Operator switch
            {
                MatchOperator.Equal => "=",
                MatchOperator.NotEqual => "!=",
                MatchOperator.Regex => "=~",
                _ => "!~",
            });
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("anchored", node.Anchored);
        json.WriteBoolean("smoothed", node.Smoothed);
    }

    private static void WriteSubquery(Utf8JsonWriter json, SubqueryExpression node)
    {
        json.WriteString("type", "subquery");
        Member(json, "expr", node.Inner);
        json.WriteNumber("range", node.RangeMs);
        Member(json, "rangeExpr", node.Range);
        json.WriteNumber("step", node.StepMs);
        Member(json, "stepExpr", node.Step);
        WriteTime(json, node.Time);
    }

    private static void WriteTime(Utf8JsonWriter json, TimeModifiers time)
    {
        json.WriteNumber("offset", time.OffsetMs);
        Member(json, "offsetExpr", time.Offset);
        if (time.AtMs is { } at) json.WriteNumber("timestamp", at);
        else json.WriteNull("timestamp");
        if (time.Edge == AtEdge.None) json.WriteNull("startOrEnd");
        else json.WriteString("startOrEnd", time.Edge == AtEdge.Start ? "start" : "end");
    }

    private static void WriteDuration(Utf8JsonWriter json, DurationExpression node)
    {
        json.WriteString("type", "durationExpr");
        json.WriteString("op", node.Operator switch
        {
            DurationOperator.Step => "step",
            DurationOperator.Range => "range",
            DurationOperator.MaxOf => "max_of",
            DurationOperator.MinOf => "min_of",
            _ => "+-*/%^"[(int)node.Operator].ToString(),
        });
        DurationOperand(json, "lhs", node.Left);
        DurationOperand(json, "rhs", node.Right);
        json.WriteBoolean("wrapped", node.Wrapped);
    }

    private static void DurationOperand(Utf8JsonWriter json, string name, Expression? node)
    {
        if (node is not NumberLiteral number)
        {
            Member(json, name, node);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("type", "numberLiteral");
        json.WriteString("val", GoFloat.Fixed(number.Value));
        json.WriteBoolean("duration", number.IsDuration);
        json.WriteEndObject();
    }
}
