using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using EventCollab.Contracts.Messages;
using EventCollab.EndToEnd.Interposed;
using EventCollab.Hosting;
using EventCollab.Learning;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.EndToEnd.Pipeline;

/// <summary>Check S5 of the method: what leaves an organization, read from every message and every payload of a run.</summary>
public sealed class WhatTravelsTests
{
    [Theory]
    [InlineData("none", true)]
    [InlineData("ip", false)]
    [InlineData("dp", false)]
    public async Task A_protected_broadcast_is_not_the_residual(string privacy, bool exact)
    {
        using var table = TestTable.Write("diabetes");
        var sent = new ConcurrentQueue<SentMessage>();
        await using var pipeline = await RunAsync(table, sent, privacy, rounds: 1);

        // Absolute loss: the residual of the first round is the sign of target minus mean of the training targets.
        var targets = pipeline.Data.Targets.Training;
        var mean = targets.Average();
        var residual = targets.Select(target => (float)Math.Sign(target - mean)).ToArray();
        var broadcasts = sent.Where(message => message.Message is RoundOpened or RoundPlanned).ToList();

        broadcasts.ShouldNotBeEmpty();
        foreach (var (descriptor, bytes) in broadcasts.SelectMany(message => message.Payloads))
        {
            var broadcast = TensorPayload.Decode(descriptor, bytes).Tensors.Single().Singles.ToArray();
            broadcast.SequenceEqual(residual).ShouldBe(exact);
        }
    }

    [Fact]
    public async Task No_message_carries_labels_features_or_models()
    {
        using var table = TestTable.Write("diabetes");
        var sent = new ConcurrentQueue<SentMessage>();
        await using var pipeline = await RunAsync(table, sent, "none", rounds: 2);
        var secrets = Secrets(pipeline).ToList();

        var payloads = sent.SelectMany(message => message.Payloads).ToList();

        payloads.SelectMany(payload => payload.Descriptor.Tensors).Select(tensor => tensor.Name).Distinct().Order().ShouldBe(["evaluation", "residuals", "train"]);
        secrets.Count.ShouldBeGreaterThan(pipeline.Data.Targets.Training.Length / 100);
        foreach (var (descriptor, bytes) in payloads)
        {
            foreach (var (name, secret) in secrets)
            {
                bytes.AsSpan().IndexOf(secret).ShouldBe(-1, $"{name} in a payload of {descriptor.Tensors[0].Name}");
            }
        }
    }

    /// <summary>Runs of eight values of each target and feature column, and whole rows, as they would stand in a tensor.</summary>
    private static IEnumerable<(string Name, byte[] Bytes)> Secrets(Pipeline pipeline)
    {
        var (table, split) = ((Table)pipeline.Data.Dataset.Samples, pipeline.Data.Split);
        var columns = Enumerable.Range(0, table.Columns.Count)
            .Select(column => (table.Columns[column], Values: split.Training.Take(8).Select(row => table.At(row, column)).ToArray()))
            .Append(("target", [.. split.Training.Take(8).Select(row => table.Target[row])]))
            .Append(("evaluation target", [.. split.Evaluation.Take(8).Select(row => table.Target[row])]));
        foreach (var (name, values) in columns)
        {
            foreach (var bytes in AsTensors(values))
            {
                yield return (name, bytes);
            }
        }

        foreach (var (organization, data) in pipeline.Organizations.Zip(pipeline.Data.Organizations))
        {
            yield return ($"standardised rows of {organization}", MemoryMarshal.AsBytes(data.Training.ToMatrix().Values.AsSpan(0, 8)).ToArray());
            foreach (var column in Enumerable.Range(0, data.Training.Columns))
            {
                var values = Enumerable.Range(0, 8).Select(row => data.Training.ToMatrix().Row(row)[column]).ToArray();
                yield return ($"standardised column {column} of {organization}", MemoryMarshal.AsBytes<float>(values).ToArray());
            }
        }
    }

    private static IEnumerable<byte[]> AsTensors(double[] values)
    {
        yield return MemoryMarshal.AsBytes<double>(values).ToArray();
        yield return MemoryMarshal.AsBytes<float>(Array.ConvertAll(values, value => (float)value)).ToArray();
        yield return MemoryMarshal.AsBytes<long>(Array.ConvertAll(values, value => (long)value)).ToArray();
    }

    private static async Task<Pipeline> RunAsync(TestTable table, ConcurrentQueue<SentMessage> sent, string privacy, int rounds)
    {
        var pipeline = new Pipeline(table, 4) { Between = (_, sender) => new RecordingSender(sender, sent) };
        var end = await pipeline.RunAsync(pipeline.Setup(rounds, $$"""{"localModel":"ridge","privacy":"{{privacy}}"}"""));
        end.ShouldHaveCompleted(rounds);
        return pipeline;
    }
}
