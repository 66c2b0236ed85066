namespace EventCollab.Learning.Models.Networks;

/// <summary>Two 3 x 3 convolutions with batch norm beside a shortcut (He et al. 2016, "basic block").</summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    // The fields' names are the keys of saved states.
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Sequential? shortcut;

    public ResidualBlock(int inputs, int outputs, int stride)
        : base(nameof(ResidualBlock))
    {
        conv1 = ImageLayers.Conv3(inputs, outputs, stride);
        bn1 = BatchNorm2d(outputs);
        conv2 = ImageLayers.Conv3(outputs, outputs);
        bn2 = BatchNorm2d(outputs);
        shortcut = inputs == outputs && stride == 1
            ? null
            : Sequential(("conv", ImageLayers.Conv1(inputs, outputs, stride)), ("bn", BatchNorm2d(outputs)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var inner = F.relu(bn1.call(conv1.call(input)), true);
        var sum = bn2.call(conv2.call(inner)).add_(shortcut is null ? input : shortcut.call(input));
        return F.relu(sum, true);
    }
}
