namespace EventCollab.Learning.Data.Tests;

public sealed class CatalogueTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("catalogue").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Folders_are_tried_in_the_documented_order()
    {
        Directory.CreateDirectory(Path.Combine(_root, "repository", "src"));
        File.WriteAllText(Path.Combine(_root, "repository", "EventCollab.sln"), string.Empty);
        var environment = new Dictionary<string, string?> { ["EVENTCOLLAB_DATA"] = Folder("e"), ["XDG_CACHE_HOME"] = "/c", ["HOME"] = "/h" };

        Catalogue.Default(Folder("given"), environment.GetValueOrDefault, Path.Combine(_root, "repository", "src")).Roots
            .ShouldBe([Folder("given"), Folder("e"), Path.Combine(_root, "repository", "shared", "data"), Path.Combine(_root, "shared", "data"), "/c/eventcollab"]);
    }

    [Fact]
    public void A_misspelt_data_root_is_an_error_that_names_it()
    {
        Should.Throw<DataException>(() => Catalogue.Default("/nowhere/given", _ => null, _root)).Message.ShouldBe("--data-root names /nowhere/given, and there is no such folder.");
        Should.Throw<DataException>(() => Catalogue.Default(null, name => name == "EVENTCOLLAB_DATA" ? "/nowhere/e" : null, _root)).Message
            .ShouldBe("EVENTCOLLAB_DATA names /nowhere/e, and there is no such folder.");
    }

    [Fact]
    public void Without_settings_the_cache_is_below_home() =>
        Catalogue.Default(null, name => name == "HOME" ? "/h" : null, "/somewhere").Roots.ShouldBe(["/shared/data", "/h/.cache/eventcollab"]);

    [Fact]
    public void A_misspelt_name_is_answered_with_the_nearest() =>
        Should.Throw<DataException>(() => new Catalogue([]).Load(new DataRequest("diabets"))).Message
            .ShouldStartWith("'diabets' is neither a data set of the catalogue nor a file (did you mean diabetes?); the catalogue has");

    [Fact]
    public void A_set_that_is_nowhere_is_answered_with_the_places() =>
        Should.Throw<DataException>(() => new Catalogue(["/a", "/b"]).Load(new DataRequest("wine"))).Message
            .ShouldStartWith("Data set 'wine' was not found as wine/wine.csv in /a, /b; give its folder with --data-root or EVENTCOLLAB_DATA");

    [Fact]
    public void A_named_set_has_the_catalogues_task_and_layout()
    {
        Directory.CreateDirectory(Path.Combine(_root, "diabetes"));
        File.WriteAllText(Path.Combine(_root, "diabetes", "diabetes.csv"), "a,b,target\n1,2,1\n3,4,2\n5,6,3\n");

        var dataset = new Catalogue(["/nowhere", _root]).Load(new DataRequest("diabetes"));

        dataset.Task.ShouldBe(PredictionTask.Regression);
        dataset.TaskRule.ShouldBe("the catalogue's");
        dataset.Metric.ShouldBe("mad");
    }

    [Theory]
    [InlineData("0,1,2", PredictionTask.Classification, "the target has 3 distinct whole numbers, at most 20")]
    [InlineData("0.5,1,2", PredictionTask.Regression, "the target has values that are not whole numbers")]
    [InlineData("0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20", PredictionTask.Regression, "the target has 21 distinct whole numbers, more than 20")]
    public void The_task_of_a_file_is_read_off_its_target(string targets, PredictionTask task, string rule)
    {
        var dataset = Load(targets);

        dataset.Task.ShouldBe(task);
        dataset.TaskRule.ShouldBe(rule);
        dataset.Name.ShouldBe("mine");
    }

    [Fact]
    public void A_given_task_wins()
    {
        Load("0,1,2", PredictionTask.Regression).Task.ShouldBe(PredictionTask.Regression);
        Load("0,1,2", PredictionTask.Regression).TaskRule.ShouldBe("given");
    }

    [Fact]
    public void One_class_only_is_an_error() =>
        Should.Throw<DataException>(() => Load("1,1,1")).Message.ShouldEndWith("column 'y' has one value only; there is nothing to predict.");

    [Fact]
    public void A_class_is_a_whole_number() =>
        Should.Throw<DataException>(() => Load("1,1.5,2", PredictionTask.Classification)).Message
            .ShouldEndWith("row 1, column 'y': 1.5 is no class; code classes as whole numbers or use --task regression.");

    [Fact]
    public void A_file_needs_its_target_named()
    {
        var path = Path.Combine(_root, "mine.csv");
        File.WriteAllText(path, "x,y\n1,2\n");

        Should.Throw<DataException>(() => new Catalogue([]).Load(new DataRequest(path))).Message.ShouldBe($"{path}: which column is predicted? Name it with --target COLUMN.");
    }

    [Fact]
    public void The_synthetic_cohort_is_seeded_and_says_what_it_is()
    {
        SyntheticCohort.Create(1).Samples.Target.ShouldBe(SyntheticCohort.Create(1).Samples.Target);
        SyntheticCohort.Create(1).Samples.Target.ShouldNotBe(SyntheticCohort.Create(2).Samples.Target);
        SyntheticCohort.Create(1).Synthetic.ShouldBeTrue();
        SyntheticCohort.Create(1).Samples.Shape.ShouldBe([10]);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    private Dataset Load(string targets, PredictionTask? task = null)
    {
        var path = Path.Combine(_root, "mine.csv");
        File.WriteAllText(path, "x,y\n" + string.Concat(targets.Split(',').Select((target, row) => $"{row},{target}\n")));
        return new Catalogue([]).Load(new DataRequest(path) { Target = "y", Task = task });
    }
}
