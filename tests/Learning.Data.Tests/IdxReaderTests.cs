using System.Diagnostics;
using EventCollab.Learning.Data.Images;

namespace EventCollab.Learning.Data.Tests;

public sealed class IdxReaderTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plain_and_compressed_files_are_told_apart_by_their_first_bytes(bool compressed)
    {
        var content = Bytes.Idx([2, 3, 4], Bytes.Pattern(24));

        var file = Read(compressed ? Bytes.Gzip(content) : content, 3, 4);

        file.Sizes.ShouldBe([2, 3, 4]);
        file.Values.ShouldBe(Bytes.Pattern(24));
    }

    [Fact]
    public void Labels_have_one_dimension_and_images_with_channels_four()
    {
        Read(Bytes.Idx([3], [1, 2, 3]), 1).Values.ShouldBe([1, 2, 3]);
        Read(Bytes.Idx([2, 3, 1, 1], Bytes.Pattern(6)), 3, 4).Sizes.ShouldBe([2, 3, 1, 1]);
    }

    [Fact]
    public void A_wrong_magic_number_is_refused_with_what_was_found() =>
        Refused([0x89, 0x50, 0x4E, 0x47, 1, 2, 3, 4]).ShouldBe("offset 0: the file begins with 89 50, an IDX file with 00 00; give an IDX file, plain or gzip-compressed.");

    [Fact]
    public void Values_of_another_type_are_refused() =>
        Refused([0, 0, 0x0D, 1, 0, 0, 0, 1, 1, 2, 3, 4]).ShouldBe("offset 2: values of type 0x0d; only bytes (0x08) are read, so write the images as bytes.");

    [Theory]
    [InlineData(0, "offset 3: 0 dimensions; 3 or 4 are needed")]
    [InlineData(1, "offset 3: 1 dimension; 3 or 4 are needed")]
    [InlineData(255, "offset 3: 255 dimensions; 3 or 4 are needed")]
    public void Another_number_of_dimensions_is_refused(byte dimensions, string message) =>
        Refused([0, 0, 8, dimensions, .. new byte[1100]]).ShouldStartWith(message);

    [Fact]
    public void A_size_of_zero_is_refused() => Refused(Bytes.Idx([1, 0, 1], [])).ShouldStartWith("offset 8: dimension 2 has size 0;");

    [Fact]
    public void A_negative_size_is_refused() => Refused(Bytes.Idx([-1, 1, 1], [])).ShouldStartWith("offset 4: dimension 1 has size 4294967295;");

    /// <summary>2^31 - 1 three times is near 2^93: the product must not wrap to something small.</summary>
    [Fact]
    public void Sizes_whose_product_overflows_are_refused_before_memory_is_taken() =>
        Refused(Bytes.Idx([int.MaxValue, int.MaxValue, int.MaxValue], new byte[10])).ShouldContain("more than a file of 26 bytes can hold");

    /// <summary>65536^2 x 65536^2 is 2^64, which is 0 in 64 bits.</summary>
    [Fact]
    public void Sizes_whose_product_is_zero_in_64_bits_are_refused() =>
        Refused(Bytes.Idx([65536, 65536, 65536, 65536], [])).ShouldContain("more than a file of 20 bytes can hold");

    [Fact]
    public void A_compressed_file_that_announces_more_than_deflate_can_pack_is_refused_before_memory_is_taken()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);

        Refused(Bytes.Gzip(Bytes.Idx([1 << 20, 1 << 5, 1 << 5], new byte[100]))).ShouldContain("more than a file of");

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(10_000_000);
    }

    /// <summary>A bomb: 100 MB of zeros behind a header of 4 x 4 values; only what the header announces is unpacked.</summary>
    [Fact]
    public void What_follows_in_a_decompression_bomb_is_never_unpacked()
    {
        var bomb = Bytes.Gzip(Bytes.Idx([1, 4, 4], new byte[100_000_000]));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        Refused(bomb).ShouldBe("offset 32: bytes follow the last of the values that the header announces; the file is damaged or none of this kind.");

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(10_000_000);
    }

    /// <summary>What the file could hold, as far as deflate goes, and this process's memory cannot.</summary>
    [Fact]
    public async Task An_announcement_that_there_is_no_memory_for_is_refused_in_one_line()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"{typeof(IdxReaderTests).FullName}.{nameof(Refuses_within_a_small_heap)}", "-explicit", "only"]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x1A00000";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0, output);
        output.ShouldContain("Total: 1,");
    }

    /// <summary>Runs in the process with the small heap: 26 MB, and 100 kB that announce 100 MB.</summary>
    [Fact(Explicit = true)]
    public void Refuses_within_a_small_heap()
    {
        var noise = new byte[100_000];
        new Random(1).NextBytes(noise);
        var refusal = Refused(Bytes.Gzip(Bytes.Idx([100, 1000, 1000], noise)));
        refusal.ShouldBe("offset 4: the header announces 100000000 values, more than there is memory for; make a mapped file of it with 'eventcollab data convert' if it is sound.");
    }

    [Fact]
    public void Every_cut_of_a_plain_file_is_refused() => EveryCut(Bytes.Idx([2, 3, 4], Bytes.Pattern(24)));

    /// <summary>Also within the trailer, where all values have come and only their check sum is missing.</summary>
    [Fact]
    public void Every_cut_of_a_compressed_file_is_refused() => EveryCut(Bytes.Gzip(Bytes.Idx([2, 3, 4], Bytes.Pattern(24))));

    [Fact]
    public void Bytes_after_a_compressed_file_are_refused() =>
        Refused([.. Bytes.Gzip(Bytes.Idx([2, 3, 4], Bytes.Pattern(24))), 1, 2, 3, 4]).ShouldContain("cut short or followed by other bytes");

    [Fact]
    public void A_changed_byte_of_a_compressed_file_is_found_by_its_check_sum()
    {
        var bytes = Bytes.Gzip(Bytes.Idx([2, 3, 4], Bytes.Pattern(24)));
        bytes[^6] ^= 1;

        Refused(bytes).ShouldStartWith("the gzip data are damaged");
    }

    /// <summary>Seeded mutations: whatever the bytes, a file is read or refused, and never takes memory that it cannot fill.</summary>
    [Fact]
    public void Mutated_files_are_read_or_refused_with_bounded_memory()
    {
        var random = new RandomSource(20);
        byte[][] originals = [Bytes.Idx([5, 4, 3], Bytes.Pattern(60)), Bytes.Gzip(Bytes.Idx([5, 4, 3], Bytes.Pattern(60))), Bytes.Idx([7], Bytes.Pattern(7))];
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var trial = 0; trial < 6000; trial++)
        {
            using var stream = new MemoryStream(Mutations.Of(originals[trial % originals.Length], random));
            try
            {
                IdxReader.Read(stream, "f", []).Values.Length.ShouldBeLessThan(1032 * 200);
            }
            catch (DataException error)
            {
                error.Message.ShouldNotContain("\n");
            }
        }

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(500_000_000);
    }

    private static void EveryCut(byte[] whole)
    {
        for (var length = 0; length < whole.Length; length++)
        {
            using var stream = new MemoryStream(whole[..length]);
            Should.Throw<DataException>(() => IdxReader.Read(stream, "f", [3]), $"cut to {length} of {whole.Length} bytes");
        }
    }

    private string Refused(byte[] content)
    {
        var message = Should.Throw<DataException>(() => Read(content, 3, 4)).Message;
        message.ShouldStartWith(_path + ": ");
        message.ShouldNotContain("\n");
        return message[(_path.Length + 2)..];
    }

    private IdxFile Read(byte[] content, params int[] dimensions)
    {
        File.WriteAllBytes(_path, content);
        return IdxReader.Read(_path, dimensions);
    }
}
