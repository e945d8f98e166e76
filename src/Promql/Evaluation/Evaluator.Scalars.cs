namespace Hotaru.Promql;

/// <summary>Expressions of type scalar: one float at every step.</summary>
internal sealed partial class Evaluator
{
    public double[] Scalar(Expression node)
    {
        node = Expressions.Unwrap(node);
        switch (node)
        {
            case NumberLiteral number: return Constant(number.Value);
            case UnaryExpression unary:
                var operand = Scalar(unary.Operand);
                if (!unary.Negates) return operand;
                for (var i = 0; i < operand.Length; i++) operand[i] = -operand[i];
                return operand;
            case BinaryExpression binary:
                var left = Scalar(binary.Left);
                var right = Scalar(binary.Right);
                for (var i = 0; i < left.Length; i++)
                    left[i] = FloatOperators.Scalar(binary.Operator, left[i], right[i]);
                return left;
            case FunctionCall call: return ScalarCall(call);
            default: throw new InvalidOperationException($"BUG: {node.GetType().Name} is not a scalar");
        }
    }

    private double[] ScalarCall(FunctionCall call)
    {
        var root = _context.Root;
        switch (call.Function.Name)
        {
            case "pi": return Constant(Math.PI);
            case "start": return Constant(root.StartMs / 1000.0);
            case "end": return Constant(root.EndMs / 1000.0);
            case "range": return Constant((root.EndMs - root.StartMs) / 1000.0);
            case "step": return Constant(root.StartMs == root.EndMs ? 0 : root.StepMs / 1000.0);
            case "scalar": return OnlyValue(call.Arguments[0]);
            case "time":
                var times = new double[_steps];
                for (var i = 0; i < _steps; i++) times[i] = _window.TimeAt(i) / 1000.0;
                return times;
        }

        var isMax = call.Function.Name == "max_of";
        var left = Scalar(call.Arguments[0]);
        var right = Scalar(call.Arguments[1]);
        for (var i = 0; i < _steps; i++)
            left[i] = isMax ? GoMath.Max(left[i], right[i]) : GoMath.Min(left[i], right[i]);
        return left;
    }

    /// <summary>scalar(v): the value of the only float of a step, else NaN.</summary>
    private double[] OnlyValue(Expression vector)
    {
        var values = Constant(Absent.Value);
        var many = new bool[_steps];
        foreach (var column in Vector(vector))
        {
            for (var i = 0; i < _steps; i++)
            {
                if (!column.HasFloat(i)) continue;
                many[i] |= !Absent.Is(values[i]);
                values[i] = column.Values[i];
            }

            Consume(column);
        }

        for (var i = 0; i < _steps; i++)
        {
            if (many[i] || Absent.Is(values[i])) values[i] = double.NaN;
        }

        return values;
    }

    private double[] Constant(double value)
    {
        var values = new double[_steps];
        Array.Fill(values, value);
        return values;
    }
}
