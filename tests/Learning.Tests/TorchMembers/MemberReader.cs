using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace EventCollab.Learning.Tests.TorchMembers;

/// <summary>The types and members of one assembly that another one's compiled code refers to.</summary>
internal static class MemberReader
{
    /// <summary>One line each, sorted: a type's name, or a type's name, a dot and a member with its signature.</summary>
    public static IReadOnlyList<string> Read(string path, string assembly)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var names = new SignatureNames(assembly);
        var members = reader.MemberReferences.Select(reader.GetMemberReference)
            .Select(member => (Type: ParentOf(reader, member, names), Member: member))
            .Where(pair => pair.Type is not null)
            .Select(pair => $"{pair.Type}.{Describe(reader, pair.Member, names)}");
        var types = reader.TypeReferences.Where(handle => SignatureNames.IsOf(reader, handle, assembly))
            .Select(handle => names.GetTypeFromReference(reader, handle, 0));
        return [.. members.Concat(types).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string? ParentOf(MetadataReader reader, MemberReference member, SignatureNames names)
    {
        if (member.Parent.Kind == HandleKind.TypeReference)
        {
            var handle = (TypeReferenceHandle)member.Parent;
            return SignatureNames.IsOf(reader, handle, names.Assembly) ? names.GetTypeFromReference(reader, handle, 0) : null;
        }

        if (member.Parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        // A generic type with its arguments: the members are those of the type itself.
        var finder = new SignatureNames(names.Assembly);
        reader.GetTypeSpecification((TypeSpecificationHandle)member.Parent).DecodeSignature(finder, null);
        return finder.Generic;
    }

    private static string Describe(MetadataReader reader, MemberReference member, SignatureNames names)
    {
        var name = reader.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return name;
        }

        var signature = member.DecodeMethodSignature(names, null);
        var generic = signature.GenericParameterCount == 0 ? "" : $"<{signature.GenericParameterCount}>";
        return $"{name}{generic}({string.Join(", ", signature.ParameterTypes)})";
    }

    /// <summary>Writes types as C# nearly does, without the namespaces of the assembly that is looked at.</summary>
    private sealed class SignatureNames(string assembly) : ISignatureTypeProvider<string, object?>
    {
        private readonly HashSet<string> _own = [];

        public string Assembly { get; } = assembly;

        /// <summary>The outermost generic type of what was decoded; null where another assembly has it.</summary>
        public string? Generic { get; private set; }

        public static bool IsOf(MetadataReader reader, TypeReferenceHandle handle, string assembly)
        {
            var scope = reader.GetTypeReference(handle).ResolutionScope;
            return scope.Kind switch
            {
                HandleKind.TypeReference => IsOf(reader, (TypeReferenceHandle)scope, assembly),
                HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == assembly,
                _ => false,
            };
        }

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            var name = reader.GetString(type.Name).Split('`')[0];
            if (type.ResolutionScope.Kind == HandleKind.TypeReference)
            {
                name = $"{GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, rawTypeKind)}.{name}";
            }

            if (IsOf(reader, handle, Assembly))
            {
                _own.Add(name);
            }

            return name;
        }

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments)
        {
            Generic = _own.Contains(genericType) ? genericType : null;
            return $"{genericType}<{string.Join(", ", typeArguments)}>";
        }

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode switch
        {
            PrimitiveTypeCode.Boolean => "bool",
            PrimitiveTypeCode.Int32 => "int",
            PrimitiveTypeCode.Int64 => "long",
            PrimitiveTypeCode.Single => "float",
            _ => typeCode.ToString().ToLowerInvariant(),
        };

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
            => reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
            => reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public string GetSZArrayType(string elementType) => $"{elementType}[]";

        public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

        public string GetByReferenceType(string elementType) => $"ref {elementType}";

        public string GetPointerType(string elementType) => $"{elementType}*";

        public string GetGenericMethodParameter(object? genericContext, int index) => $"T{index}";

        public string GetGenericTypeParameter(object? genericContext, int index) => $"T{index}";

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetPinnedType(string elementType) => elementType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "delegate*";
    }
}
