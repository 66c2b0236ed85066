using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventCollab.Cli.Results;

/// <summary>What the <c>--json</c> options write: indented, camelCase, null for a number that is not finite.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new FiniteOrNull() } };

    /// <summary>Before long work whose results would have no place: tries what <see cref="Write"/> will do.</summary>
    /// <exception cref="CliException">The file cannot be written.</exception>
    public static void RequireWritable(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new CliException($"{path}: the results cannot be written: there is no folder {Path.GetDirectoryName(path)}.");
        }

        try
        {
            if (IsReplaceable(path) && !Directory.Exists(path))
            {
                var temporary = Temporary(path);
                File.WriteAllText(temporary, string.Empty);
                File.Delete(temporary);
            }
            else
            {
                using var file = File.Open(path, FileMode.Append, FileAccess.Write);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, error);
        }
    }

    /// <exception cref="CliException">The file cannot be written.</exception>
    public static void Write<T>(string path, T value)
    {
        var text = JsonSerializer.Serialize(value, Format) + "\n";
        try
        {
            if (IsReplaceable(path))
            {
                Replace(path, text);
            }
            else
            {
                File.WriteAllText(path, text);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, error);
        }
    }

    private static CliException Unwritable(string path, Exception error) =>
        new($"{path}: the results cannot be written: {ErrorText.OneLine(error.Message)}", error);

    private static string Temporary(string path) => $"{path}.{Environment.ProcessId}.tmp";

    /// <summary>Whoever reads the file sees the old results or the new, never half of either.</summary>
    private static void Replace(string path, string text)
    {
        var temporary = Temporary(path);
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>A device, as /dev/stdout, and what a link points to are written into: a rename would put a file in their place.</summary>
    private static bool IsReplaceable(string path) =>
        !path.StartsWith("/dev/", StringComparison.Ordinal) && new FileInfo(path).LinkTarget is null;

    /// <summary>JSON has no NaN and no infinity; a run that ended in one is still reported.</summary>
    private sealed class FiniteOrNull : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
