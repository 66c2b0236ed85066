namespace EventCollab.Learning.Models.Networks;

/// <summary>A block that normalises before it convolves. Where the channels change, the shortcut projects what was normalised.</summary>
internal sealed class WideBlock : Module<Tensor, Tensor>
{
    // The fields' names are the keys of saved states.
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn2;
    private readonly Conv2d conv2;
    private readonly Conv2d? shortcut;

    public WideBlock(int inputs, int outputs, int stride)
        : base(nameof(WideBlock))
    {
        bn1 = BatchNorm2d(inputs);
        conv1 = ImageLayers.Conv3(inputs, outputs, stride);
        bn2 = BatchNorm2d(outputs);
        conv2 = ImageLayers.Conv3(outputs, outputs);
        shortcut = inputs == outputs && stride == 1 ? null : ImageLayers.Conv1(inputs, outputs, stride);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var normalised = F.relu(bn1.call(input), true);
        var inner = F.relu(bn2.call(conv1.call(normalised)), true);
        return conv2.call(inner).add_(shortcut is null ? input : shortcut.call(normalised));
    }
}
