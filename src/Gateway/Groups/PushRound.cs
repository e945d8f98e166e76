using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// Plays pushes in their order, each on what the one before it left, and stores the outcome in one commit.
/// Either all of them are stored (refusals included) or none is.
/// </summary>
internal sealed class PushRound(
    GroupTable table, ISampleSink samples, Func<GatewayModel> model, GatewayMeter meter, TimeProvider time)
{
    /// <returns>The names of the series that changed.</returns>
    /// <exception cref="StoreException">Nothing was stored and nothing has changed.</exception>
    public async Task<IReadOnlyCollection<string>> RunAsync(
        IReadOnlyList<WaitingPush> pushes, CancellationToken cancellation)
    {
        var changed = new Dictionary<Labels, PushedGroup>();
        using var batch = samples.Begin();
        var writer = new GroupWriter(batch, meter);
        try
        {
            foreach (var waiting in pushes)
            {
                var before = changed.GetValueOrDefault(waiting.Key) ?? table.Find(waiting.Key);
                if (Play(waiting, before) is not { } after) continue;
                changed[after.Key] = after;
                writer.Write(before, after);
            }

            var rows = new StoreBatch();
            foreach (var group in changed.Values)
                rows.Put(GroupCodec.Table, GroupCodec.Key(group.Key), GroupCodec.Encode(group));
            if (changed.Count > 0) await batch.CommitAsync(Durability.Synced, rows, cancellation);
        }
        catch
        {
            foreach (var key in changed.Keys) table.Release(key);
            throw;
        }

        foreach (var key in changed.Keys) table.Settle(key);
        return writer.Names;
    }

    /// <summary>What the group becomes by a push, claimed; null where nothing changes.</summary>
    private PushedGroup? Play(WaitingPush waiting, PushedGroup? before)
    {
        if (waiting.Push is not { } push) return Refuse(waiting.Key, before);
        if (push.AddsUp && push.IdempotencyKey.Length > 0
            && before?.AddedKeys.Contains(push.IdempotencyKey) == true)
        {
            meter.Pushed("repeated");
            return null;
        }

        try
        {
            PushCheck.RequireNoTimestamps(push.Families);
            var after = GroupChange.Pushed(before, push, time.GetUtcNow(), model().TimeToLive);
            var isChecked = model().ChecksConsistency;
            if (isChecked) RequireSound(before, after);
            table.Claim(after, isChecked);
            meter.Pushed("accepted");
            return after;
        }
        catch (PushConflict e)
        {
            waiting.Conflict = e;
            return Refuse(waiting.Key, before);
        }
    }

    private void RequireSound(PushedGroup? before, PushedGroup after)
    {
        foreach (var family in after.Families.Values)
        {
            if (!ReferenceEquals(before?.Families.GetValueOrDefault(family.Name), family))
                PushCheck.RequireSound(family, model().EnableUtf8Names);
        }
    }

    private PushedGroup? Refuse(Labels key, PushedGroup? before)
    {
        meter.Pushed("refused");
        try
        {
            var after = GroupChange.Refused(before, key, time.GetUtcNow(), model().TimeToLive);
            table.Claim(after, isChecked: false);
            return after;
        }
        catch (PushConflict)
        {
            // There is no room for a group that only says that its push was refused.
            return null;
        }
    }
}
