using Dapper;
using EventCollab.Messaging.Persistence;

namespace EventCollab.Messaging.Tests.Persistence;

public sealed class PreparedConnectionTests : IDisposable
{
    private const string Insert = "insert into t(a) values (@a)";

    private readonly PreparedConnection _connection = new("Data Source=:memory:");

    public PreparedConnectionTests()
    {
        SQLitePCL.Batteries_V2.Init();
        _connection.Open();
        _connection.Execute("create table t(a integer not null)");
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void A_text_that_ran_before_is_not_parsed_again()
    {
        _connection.Execute(Insert, new { a = 1 });
        var statement = _connection.Take(Insert);
        _connection.GiveBack(statement, keep: true);

        _connection.Execute(Insert, new { a = 2 });

        Assert.Same(statement, _connection.Take(Insert));
        Assert.Equal([1, 2], _connection.Query<int>("select a from t order by a"));
    }

    [Fact]
    public void Two_uses_of_one_text_at_the_same_time_do_not_share_a_statement()
    {
        const string Select = "select a from t where a >= @least order by a";
        _connection.Execute(Insert, new[] { new { a = 1 }, new { a = 2 } });

        using var outer = _connection.ExecuteReader(Select, new { least = 1 });
        Assert.True(outer.Read());
        Assert.Equal([2], _connection.Query<int>(Select, new { least = 2 }));
        Assert.True(outer.Read());
        Assert.Equal(2, outer.GetInt32(0));
    }

    [Fact]
    public void A_statement_that_failed_or_was_not_read_to_its_end_serves_the_next_user()
    {
        _connection.Execute(Insert, new[] { new { a = 1 }, new { a = 2 } });
        Assert.ThrowsAny<System.Data.Common.DbException>(() => _connection.Execute(Insert, new { a = (int?)null }));
        Assert.Equal(1, _connection.QueryFirst<int>("select a from t where a > @least", new { least = 0 }));

        _connection.Execute(Insert, new { a = 3 });
        Assert.Equal([1, 2, 3], _connection.Query<int>("select a from t where a > @least", new { least = 0 }));
    }

    [Fact]
    public void A_list_that_changes_the_text_keeps_its_parameters()
    {
        const string Select = "select a from t where a >= @least and a in @list order by a";
        _connection.Execute(Insert, new[] { new { a = 1 }, new { a = 2 }, new { a = 3 } });

        Assert.Equal([2, 3], _connection.Query<int>(Select, new { least = 2, list = new[] { 1, 2, 3 } }));
        Assert.Equal([2], _connection.Query<int>(Select, new { least = 2, list = new[] { 1, 2 } }));
        Assert.Equal([3], _connection.Query<int>(Select, new { least = 3, list = new[] { 3, 2 } }));
    }
}
