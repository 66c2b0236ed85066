using EventCollab.Learning.Data.Images;

namespace EventCollab.Learning.Data;

/// <summary>The data sets known by name, with the hashes of their files.</summary>
internal static class KnownData
{
    private const string CcBy = "CC BY 4.0 (UCI; read the publisher's page before redistributing)";
    private const string NoneStated = "none stated";

    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        new("boston_housing", "boston_housing/boston_housing.csv", PredictionTask.Regression, 506, "Harrison and Rubinfeld 1978 (StatLib)", NoneStated)
        {
            Columns = 13,
            Caution = "column B encodes racial composition; use it for comparison with published results only",
            Files = [new("boston_housing/boston_housing.csv", "08f8f875d9f881e31e6da4cd3852f3d200da4a32145178375aadacaa9408ab9b", 41361)],
        },
        new("breast_cancer", "breast_cancer/breast_cancer.csv", PredictionTask.Classification, 569, "UCI, Breast Cancer Wisconsin (Diagnostic)", CcBy)
        {
            Columns = 30,
            Classes = 2,
            Files = [new("breast_cancer/breast_cancer.csv", "432ff316e7bfb60b70a275064b4401315cc39f09c9099d031013a23647e98687", 120381)],
        },
        new("cifar10", "cifar10", PredictionTask.Classification, 25000, "A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009", NoneStated)
        {
            IsImages = true,
            Layout = new ImageLayout(3, 32, 32),
            Classes = 10,
            Caution = "a fixed subset (20,000 + 5,000) decoded from JPEG: accuracy on it is not CIFAR-10 accuracy; for the exact images give the folder of the publisher's binary version",
            Files =
            [
                new("cifar10/train-images-idx4-ubyte.gz", "52b710b2ba061dcf108e3bcca7d9fdb3b35d4d12a652d3d236d26bb7afb9b7c1", 57903072)
                {
                    ContentSha256 = "a80e221e4991b9ec149489d3c9aa3e15f9236db284600b81680d2196816a1123",
                    ContentLength = 61440020,
                },
                new("cifar10/train-labels-idx1-ubyte.gz", "a33a6d4dde665b39033bbd02e8c8268cfd57b8581db77236a35d33ccd03550bc", 10119)
                {
                    ContentSha256 = "da3faf9fc7ad23dba35e8648f1eb6628c2245f226cbaf9868f5a51994b2053ac",
                    ContentLength = 20008,
                },
                new("cifar10/test-images-idx4-ubyte.gz", "c6f47e7778eb091476c78060ffe9fc9c1696726966f80c6eef3d947eb38b8e53", 14479091)
                {
                    ContentSha256 = "5345f30d9f9ca9d098f3eed5a9afc791479e2406281c54117f97ac5a3274d1a5",
                    ContentLength = 15360020,
                },
                new("cifar10/test-labels-idx1-ubyte.gz", "fe311572f2b55be2081f02acc23fe61bd4338a8b68b2109781f9d237c7ab2fdd", 2568)
                {
                    ContentSha256 = "ec08d27be37729e2994d4e504833671a64d8fd9f632c89e5c7c0cc0de3cfd39b",
                    ContentLength = 5008,
                },
            ],
        },
        new("diabetes", "diabetes/diabetes.csv", PredictionTask.Regression, 442, "Efron, Hastie, Johnstone, Tibshirani 2004", NoneStated)
        {
            Columns = 10,
            Files = [new("diabetes/diabetes.csv", "3b271426c1bd56aebb217e16eb31a4b0f5a5669fe59258d6c6c65411a115cd22", 18501)],
        },
        new("digits", "digits/digits.csv", PredictionTask.Classification, 1797, "UCI, Optical Recognition of Handwritten Digits, test part", CcBy)
        {
            Columns = 64,
            Classes = 10,
            Layout = new ImageLayout(1, 8, 8),
            Files = [new("digits/digits.csv", "9f7fca3251c178a06039990b75e3023f8b888151d2e2d4579c3ba0d2744a1d00", 265359)],
        },
        new("fashion_mnist", "fashion_mnist", PredictionTask.Classification, 70000, "Zalando Research, Fashion-MNIST, 2017", "MIT")
        {
            IsImages = true,
            Layout = new ImageLayout(1, 28, 28),
            Classes = 10,
            Addresses = ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
            Files =
            [
                new("fashion_mnist/train-images-idx3-ubyte.gz", "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 26421880)
                {
                    ContentSha256 = "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                    ContentLength = 47040016,
                },
                new("fashion_mnist/train-labels-idx1-ubyte.gz", "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 29515)
                {
                    ContentSha256 = "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                    ContentLength = 60008,
                },
                new("fashion_mnist/t10k-images-idx3-ubyte.gz", "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 4422102)
                {
                    ContentSha256 = "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                    ContentLength = 7840016,
                },
                new("fashion_mnist/t10k-labels-idx1-ubyte.gz", "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", 5148)
                {
                    ContentSha256 = "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
                    ContentLength = 10008,
                },
            ],
        },
        new("heart_disease", "heart_disease/heart_disease.csv", PredictionTask.Classification, 920, "UCI, Heart Disease (Cleveland, Hungarian, Switzerland, VA Long Beach)", CcBy)
        {
            Columns = 13,
            Classes = 5,
            Excluded = ["institution"],
            MissingCells = true,
            Caution = "target 0 is no disease, 1 to 4 disease (--target-map 0=0,*=1)",
            Files = [new("heart_disease/heart_disease.csv", "7af23cd79da5b51f73916937dfa5962ae34db1b9051ebda757c50a95d0ea8de3", 38451)],
        },
        new("iris", "iris/iris.csv", PredictionTask.Classification, 150, "UCI, Iris, with Fisher's published values", CcBy)
        {
            Columns = 4,
            Classes = 3,
            Files = [new("iris/iris.csv", "c52da941c4117668428d973554bb3380ba78c23400c2848e9b65107d63ccba47", 2757)],
        },
        new("mnist", "mnist", PredictionTask.Classification, 70000, "LeCun, Cortes, Burges, The MNIST database of handwritten digits", "commonly cited as CC BY-SA 3.0 (read the publisher's page before redistributing)")
        {
            IsImages = true,
            Layout = new ImageLayout(1, 28, 28),
            Classes = 10,
            Addresses = ["http://yann.lecun.com/exdb/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/"],
            Files =
            [
                new("mnist/train-images-idx3-ubyte.gz", null, 9912422)
                {
                    ContentSha256 = "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                    ContentLength = 47040016,
                },
                new("mnist/train-labels-idx1-ubyte.gz", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", 28881)
                {
                    ContentSha256 = "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                    ContentLength = 60008,
                },
                new("mnist/t10k-images-idx3-ubyte.gz", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", 1648877)
                {
                    ContentSha256 = "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                    ContentLength = 7840016,
                },
                new("mnist/t10k-labels-idx1-ubyte.gz", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", 4542)
                {
                    ContentSha256 = "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
                    ContentLength = 10008,
                },
            ],
        },
        new("qsar_biodegradation", "qsar_biodegradation/qsar_biodegradation.csv", PredictionTask.Classification, 1055, "UCI, QSAR biodegradation", CcBy)
        {
            Columns = 41,
            Classes = 2,
            Files = [new("qsar_biodegradation/qsar_biodegradation.csv", "9ef81b21c9fc013ad6893bf390adbe0aac825f83810143504e0d3789b32a015e", 153461)],
        },
        new("wine", "wine/wine.csv", PredictionTask.Classification, 178, "UCI, Wine", CcBy)
        {
            Columns = 13,
            Classes = 3,
            Files = [new("wine/wine.csv", "55fd54ff7e5c732c3d14acd55fc120a49200c5c15c5659ec308e63c2678e9be0", 11306)],
        },
    ];
}
