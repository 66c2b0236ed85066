using System.CommandLine;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.Cli.Options;

/// <summary>What beside numbers a table may hold, and what becomes of it.</summary>
internal sealed class TableOptions
{
    private readonly Option<string[]> _categorical = Columns("--categorical", "Column of text, which becomes numbers; may be repeated. The target too, where its classes are text.");

    private readonly Option<string?> _impute = new Option<string?>("--impute")
    {
        HelpName = "mean|median|most-frequent",
        Description = "Accept missing cells, and put this of the training rows in their place (of text: the most frequent).",
    }.AcceptOnlyFromAmong("mean", "median", "most-frequent");

    private readonly Option<string> _encoding = new Option<string>("--encoding")
    {
        HelpName = "one-hot|ordinal",
        Description = "How text becomes numbers.",
        DefaultValueFactory = _ => "one-hot",
    }.AcceptOnlyFromAmong("one-hot", "ordinal");

    private readonly Option<string> _unseen = new Option<string>("--unseen")
    {
        HelpName = "error|unknown",
        Description = "What becomes of text that no training row has: refused, or a category that tells nothing.",
        DefaultValueFactory = _ => "error",
    }.AcceptOnlyFromAmong("error", "unknown");

    private readonly Option<string[]> _exclude = Columns("--exclude", "Column to leave out; may be repeated.");

    private readonly Option<string?> _targetMap = new("--target-map") { HelpName = "FROM=NUMBER,...", Description = "Other values for the target's; * is all the rest: 0=0,*=1." };

    private readonly Option<string> _separator = new("--separator") { HelpName = "CHARACTER|tab", Description = "Between cells.", DefaultValueFactory = _ => "," };

    public IReadOnlyList<Option> All => [_categorical, _impute, _encoding, _unseen, _exclude, _targetMap, _separator];

    /// <summary>What a table of numbers alone, a mapped file, can have.</summary>
    public IReadOnlyList<Option> OfNumbers => [_exclude, _targetMap, _separator];

    /// <exception cref="CliException">The separator is none.</exception>
    /// <exception cref="DataException">The target's map is none.</exception>
    public DataRequest Add(ParseResult parsed, DataRequest request) => request with
    {
        Categorical = parsed.GetValue(_categorical) ?? [],
        Excluded = parsed.GetValue(_exclude) ?? [],
        TargetMap = parsed.GetValue(_targetMap) is { } map ? TargetMap.Parse(map) : null,
        Separator = parsed.GetValue(_separator) switch
        {
            "tab" or "\\t" => '\t',
            [var one] when one is > ' ' and < '\u007f' and not '"' => one,
            var other => throw new CliException($"--separator '{other}' must be one character, or tab."),
        },
        Rules = new TableRules
        {
            Imputation = parsed.GetValue(_impute) switch
            {
                "mean" => Imputation.Mean,
                "median" => Imputation.Median,
                "most-frequent" => Imputation.MostFrequent,
                _ => null,
            },
            Encoding = parsed.GetValue(_encoding) == "ordinal" ? CategoryEncoding.Ordinal : CategoryEncoding.OneHot,
            Unseen = parsed.GetValue(_unseen) == "unknown" ? UnseenCategory.Unknown : UnseenCategory.Error,
        },
    };

    private static Option<string[]> Columns(string name, string description) =>
        new(name) { HelpName = "COLUMN", Description = description, DefaultValueFactory = _ => [] };
}
