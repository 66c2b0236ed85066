namespace EventCollab.Learning.Models;

/// <summary>Classification as least squares: a learner that knows residuals only fits one column of ones and zeros a class.</summary>
internal static class OneHot
{
    public static RegressionTask ToRegression(ClassificationTask task)
    {
        var columns = new float[checked(task.Labels.Length * task.Classes)];
        for (var row = 0; row < task.Labels.Length; row++)
        {
            columns[(row * task.Classes) + task.Labels[row]] = 1;
        }

        return new RegressionTask(task.Features, columns, task.Classes, 1, task.Seed);
    }
}
