using System.Data;
using Dapper;
using EventCollab.Contracts;

namespace EventCollab.Messaging.Persistence;

/// <summary>
/// How our value types lie in tables: the same in every database. Dapper keeps its handlers for the whole process, so
/// they are set once.
/// </summary>
internal static class DapperTypes
{
    private static readonly Lazy<bool> Registered = new(Register);

    public static void EnsureRegistered() => _ = Registered.Value;

    private static bool Register()
    {
        Type[] replaced = [typeof(Guid), typeof(Guid?), typeof(DateTimeOffset), typeof(DateTimeOffset?)];
        Array.ForEach(replaced, SqlMapper.RemoveTypeMap);
        SqlMapper.AddTypeHandler(new Handler<Guid>(
            DbType.Binary, id => id.ToByteArray(bigEndian: true), value => new Guid((byte[])value, bigEndian: true)));
        SqlMapper.AddTypeHandler(new Handler<DateTimeOffset>(
            DbType.Int64, time => time.UtcTicks, value => new DateTimeOffset((long)value, TimeSpan.Zero)));
        SqlMapper.AddTypeHandler(new Handler<CollaborationId>(
            DbType.Binary, id => id.Value.ToByteArray(bigEndian: true), value => new CollaborationId(new Guid((byte[])value, bigEndian: true))));
        SqlMapper.AddTypeHandler(new Handler<OrganizationId>(
            DbType.String, id => id.Value, value => new OrganizationId((string)value)));
        SqlMapper.AddTypeHandler(new Handler<ContentHash>(DbType.Binary, Bytes, value => new ContentHash((byte[])value)));
        return true;
    }

    private static byte[] Bytes(ContentHash hash)
    {
        var bytes = new byte[ContentHash.Size];
        hash.CopyTo(bytes);
        return bytes;
    }

    private sealed class Handler<T>(DbType type, Func<T, object> write, Func<object, T> read) : SqlMapper.TypeHandler<T>
        where T : struct
    {
        public override void SetValue(IDbDataParameter parameter, T value)
        {
            parameter.DbType = type;
            parameter.Value = write(value);
        }

        public override T Parse(object value) => read(value);
    }
}
