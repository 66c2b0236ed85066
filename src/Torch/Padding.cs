namespace EventCollab.Torch;

/// <summary>Padding of a convolution by what it shall do: none, or as much as keeps the size.</summary>
public enum Padding
{
    Valid = 0,
    Same = 1,
}
