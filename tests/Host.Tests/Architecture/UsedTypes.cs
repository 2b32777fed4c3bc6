using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Microboxes.Host.Tests.Architecture;

/// <summary>Notes every type that is named while a signature is decoded; nested types count as the outermost type around them.</summary>
internal sealed class UsedTypes(MetadataReader metadata) : ISignatureTypeProvider<bool, bool>
{
    internal HashSet<string> Names { get; } = [];

    internal void Add(EntityHandle type)
    {
        if (type.IsNil) return;
        switch (type.Kind)
        {
            case HandleKind.TypeDefinition: GetTypeFromDefinition(metadata, (TypeDefinitionHandle)type, 0); break;
            case HandleKind.TypeReference: GetTypeFromReference(metadata, (TypeReferenceHandle)type, 0); break;
            case HandleKind.TypeSpecification: GetTypeFromSpecification(metadata, false, (TypeSpecificationHandle)type, 0); break;
        }
    }

    public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Names.Add(NameOf(reader, handle));

    public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        TypeReference type = reader.GetTypeReference(handle);
        while (type.ResolutionScope.Kind == HandleKind.TypeReference) type = reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
        return Names.Add(Join(reader, type.Namespace, type.Name));
    }

    public bool GetTypeFromSpecification(MetadataReader reader, bool genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

    public bool GetGenericMethodParameter(bool genericContext, int index) => true;

    public bool GetGenericTypeParameter(bool genericContext, int index) => true;

    public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;

    public bool GetPinnedType(bool elementType) => true;

    public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => true;

    public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => true;

    public bool GetArrayType(bool elementType, ArrayShape shape) => true;

    public bool GetByReferenceType(bool elementType) => true;

    public bool GetPointerType(bool elementType) => true;

    public bool GetSZArrayType(bool elementType) => true;

    internal static string NameOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        while (type.IsNested) type = reader.GetTypeDefinition(type.GetDeclaringType());
        return Join(reader, type.Namespace, type.Name);
    }

    private static string Join(MetadataReader reader, StringHandle space, StringHandle name) =>
        space.IsNil ? reader.GetString(name) : $"{reader.GetString(space)}.{reader.GetString(name)}";
}
