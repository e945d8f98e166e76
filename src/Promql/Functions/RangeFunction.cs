using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>A function of a range at one step. False: no result at this step.</summary>
internal delegate bool RangeFunction(
    in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram);
