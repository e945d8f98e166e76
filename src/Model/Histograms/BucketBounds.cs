namespace Hotaru.Model;

/// <summary>Where the buckets of native histograms end.</summary>
public static class BucketBounds
{
    /// <summary>The upper bound of a positive bucket: 2^(index * 2^-schema).</summary>
    public static double Exponential(int index, int schema)
    {
        if (schema < 0)
        {
            var exponent = (long)index << -schema;
            return exponent == 1024 ? double.MaxValue
                : Math.ScaleB(1, (int)Math.Clamp(exponent, -5000, 5000));
        }

        var mask = (1 << schema) - 1;
        var fraction = index & mask;
        var power = (index >> schema) + 1;
        // The last bucket of finite values ends at the largest float, not at infinity.
        if (fraction == 0 && power == 1025) return double.MaxValue;
        return Math.ScaleB(Fraction(fraction, schema), power);
    }

    /// <summary>The upper bound of a bucket of either kind.</summary>
    public static double Upper(int index, int schema, double[] customValues)
    {
        if (schema != FloatHistogram.CustomBucketsSchema) return Exponential(index, schema);
        if (index < 0) return double.NegativeInfinity;
        return index < customValues.Length ? customValues[index] : double.PositiveInfinity;
    }

    /// <summary>The bucket of a coarser schema that a bucket falls into.</summary>
    public static int Reduce(int index, int schema, int target) => ((index - 1) >> (schema - target)) + 1;

    public static bool Match(double[] a, double[] b) => a.AsSpan().SequenceEqual(b);

    /// <summary>The bounds that both have.</summary>
    public static double[] Intersect(double[] a, double[] b)
    {
        var common = new List<double>();
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j])
            {
                common.Add(a[i]);
                i++;
                j++;
            }
            else if (a[i] < b[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return [.. common];
    }

    private static double Fraction(int fraction, int schema) =>
        fraction == 0 ? 0.5 : Math.Pow(2, (double)fraction / (1 << schema) - 1);
}
