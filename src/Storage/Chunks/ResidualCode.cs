using System.Buffers;

namespace Hotaru.Storage.Chunks;

/// <summary>Writes residuals by a plan and reads them back. The mode itself is kept by the caller.</summary>
internal static class ResidualCode
{
    public static void Write(ByteWriter writer, ReadOnlySpan<long> residuals, ResidualPlan plan)
    {
        writer.Signed(plan.Origin);
        switch (plan.Mode)
        {
            case ResidualMode.Constant:
                return;
            case ResidualMode.Range:
                WriteRange(writer, residuals, plan);
                return;
            case ResidualMode.RiceAbove:
            case ResidualMode.RiceAround:
                WriteRice(writer, residuals, plan);
                return;
            case ResidualMode.Sparse:
                WriteSparse(writer, residuals, plan);
                return;
            default:
                throw new InvalidOperationException("BUG: residual mode " + plan.Mode);
        }
    }

    public static void Read(ref ByteReader reader, ResidualMode mode, Span<long> residuals)
    {
        var origin = reader.Signed();
        switch (mode)
        {
            case ResidualMode.Constant:
                residuals.Fill(origin);
                return;
            case ResidualMode.Range:
                ReadRange(ref reader, residuals, origin);
                return;
            case ResidualMode.RiceAbove:
            case ResidualMode.RiceAround:
                ReadRice(ref reader, mode, residuals, origin);
                return;
            case ResidualMode.Sparse:
                ReadSparse(ref reader, residuals, origin);
                return;
            default:
                throw new CorruptDataException("its mode is unknown");
        }
    }

    private static void WriteRange(ByteWriter writer, ReadOnlySpan<long> residuals, ResidualPlan plan)
    {
        writer.Unsigned(plan.Range);
        var code = new TruncatedBinary(plan.Range);
        var bits = new BitWriter(writer);
        foreach (var residual in residuals)
            code.Write(ref bits, unchecked((ulong)residual - (ulong)plan.Origin));
        bits.Flush();
    }

    private static void ReadRange(ref ByteReader reader, Span<long> residuals, long origin)
    {
        var code = new TruncatedBinary(reader.Unsigned());
        var bits = new BitReader(reader.Rest);
        code.Read(ref bits, residuals, origin);
        reader.Bytes(bits.BytesRead);
    }

    private static void WriteRice(ByteWriter writer, ReadOnlySpan<long> residuals, ResidualPlan plan)
    {
        writer.Byte((byte)plan.Parameter);
        var bits = new BitWriter(writer);
        foreach (var residual in residuals)
        {
            var distance = unchecked(residual - plan.Origin);
            var value = plan.Mode == ResidualMode.RiceAbove ? (ulong)distance : ZigZag.Encode(distance);
            RiceCode.Write(ref bits, value, plan.Parameter);
        }

        bits.Flush();
    }

    private static void ReadRice(ref ByteReader reader, ResidualMode mode, Span<long> residuals, long origin)
    {
        var parameter = reader.Byte();
        if (parameter > 58) throw new CorruptDataException("its Rice parameter is too large");
        var bits = new BitReader(reader.Rest);
        if (mode == ResidualMode.RiceAbove)
        {
            foreach (ref var residual in residuals)
                residual = unchecked(origin + (long)RiceCode.Read(ref bits, parameter));
        }
        else
        {
            foreach (ref var residual in residuals)
                residual = unchecked(origin + ZigZag.Decode(RiceCode.Read(ref bits, parameter)));
        }

        reader.Bytes(bits.BytesRead);
    }

    private static void WriteSparse(ByteWriter writer, ReadOnlySpan<long> residuals, ResidualPlan plan)
    {
        var exceptions = ArrayPool<long>.Shared.Rent(residuals.Length);
        var gaps = ArrayPool<ulong>.Shared.Rent(residuals.Length);
        var count = ResidualPlanner.Exceptions(residuals, plan.Origin, exceptions, gaps);
        writer.Unsigned((ulong)count);
        writer.Byte((byte)plan.Parameter);
        var bits = new BitWriter(writer);
        for (var i = 0; i < count; i++) RiceCode.Write(ref bits, gaps[i], plan.Parameter);
        bits.Flush();

        var inner = ResidualPlanner.Plan(exceptions.AsSpan(0, count), maySparse: false);
        writer.Byte((byte)inner.Mode);
        Write(writer, exceptions.AsSpan(0, count), inner);
        ArrayPool<long>.Shared.Return(exceptions);
        ArrayPool<ulong>.Shared.Return(gaps);
    }

    private static void ReadSparse(ref ByteReader reader, Span<long> residuals, long origin)
    {
        var count = reader.Count(residuals.Length);
        var parameter = reader.Byte();
        if (parameter > 58) throw new CorruptDataException("its Rice parameter is too large");
        var positions = ArrayPool<long>.Shared.Rent(2 * count);
        var exceptions = positions.AsSpan(count, count);
        var bits = new BitReader(reader.Rest);
        ulong next = 0;
        for (var i = 0; i < count; i++, next++)
        {
            next += RiceCode.Read(ref bits, parameter);
            if (next >= (ulong)residuals.Length) throw new CorruptDataException("a position is outside");
            positions[i] = (long)next;
        }

        reader.Bytes(bits.BytesRead);
        var mode = (ResidualMode)reader.Byte();
        if (mode == ResidualMode.Sparse) throw new CorruptDataException("its mode is unknown");
        Read(ref reader, mode, exceptions);
        residuals.Fill(origin);
        for (var i = 0; i < count; i++) residuals[(int)positions[i]] = exceptions[i];
        ArrayPool<long>.Shared.Return(positions);
    }
}
