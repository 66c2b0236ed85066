namespace EventCollab.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>What a schedule turns: a group's rate, and the rate it began with.</summary>
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            double InitialLearningRate { get; set; }
        }

        /// <summary>A group whose momentum a schedule may turn.</summary>
        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        /// <summary>A group whose betas a schedule may turn.</summary>
        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }
    }
}
