// Live tensors, the seed and the number of threads are the process's: tests run one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
