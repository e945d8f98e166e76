namespace Hotaru.Remote;

/// <summary>Of a sum. Whole numbers are added up as such, exact beyond 2^53.</summary>
/// <param name="Integer">The total as long as every difference is a whole number, else null.</param>
internal sealed record NumberTotal(ulong StartNs, ulong TimeNs, double Value, long? Integer)
    : DeltaTotal(StartNs, TimeNs)
{
    public override int Numbers => 2;

    public static NumberTotal Of(OtlpPoint point) =>
        new(point.StartNs, point.TimeNs, point.Value, point.Integer);

    public override DeltaTotal Plus(OtlpPoint point)
    {
        var integer = unchecked(Integer + point.Integer);
        return this with
        {
            TimeNs = point.TimeNs,
            Integer = integer,
            Value = integer ?? Value + point.Value,
        };
    }

    public override void CopyTo(OtlpPoint point)
    {
        base.CopyTo(point);
        (point.Value, point.Integer) = (Value, Integer);
    }
}
