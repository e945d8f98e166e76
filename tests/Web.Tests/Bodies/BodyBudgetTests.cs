namespace Hotaru.Web.Tests.Bodies;

public sealed class BodyBudgetTests
{
    private const int Free = BodyBudget.FreeBytes;

    [Fact]
    public void Small_bodies_are_free_and_large_ones_share_what_there_is()
    {
        var budget = new BodyBudget(() => 1000);
        long small = 0, first = 0, second = 0;

        Assert.True(budget.TryResize(ref first, Free + 600));
        Assert.True(budget.TryResize(ref small, Free));
        Assert.False(budget.TryResize(ref second, Free + 500));
        Assert.True(budget.TryResize(ref second, Free + 400));
        Assert.False(budget.TryResize(ref first, Free + 601));
        Assert.Equal(1000, budget.Taken);

        Assert.True(budget.TryResize(ref first, 0));
        Assert.True(budget.TryResize(ref second, Free + 1000));
        Assert.True(budget.TryResize(ref second, 0));
        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public void One_alone_is_as_large_as_its_own_limit_allows()
    {
        var budget = new BodyBudget(() => 1000);
        long held = 0;
        Assert.True(budget.TryResize(ref held, 1_000_000));
        Assert.True(budget.TryResize(ref held, 2_000_000));
    }

    [Fact]
    public async Task Large_bodies_are_parsed_one_at_a_time_and_small_ones_pass()
    {
        var first = new TaskCompletionSource();
        var order = new List<string>();
        var large = BodyBudget.ParseAsync(Free + 1, () => first.Task, default);
        var next = BodyBudget.ParseAsync(Free + 1, () => AddAsync("next"), default);
        await BodyBudget.ParseAsync(Free, () => AddAsync("small"), default);
        first.SetResult();
        await large;
        await next;
        Assert.Equal(["small", "next"], order);

        Task AddAsync(string name)
        {
            order.Add(name);
            return Task.CompletedTask;
        }
    }
}
