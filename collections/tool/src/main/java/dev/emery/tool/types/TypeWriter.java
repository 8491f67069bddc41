package dev.emery.tool.types;

import dev.emery.schema.description.Definition;
import dev.emery.schema.description.Definition.Field;
import dev.emery.schema.description.Definition.Form;
import dev.emery.schema.description.Description;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.TypeDescriptor;
import java.lang.runtime.ObjectMethods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes classes for the types of a pool whose program is not there: records, sealed interfaces and
 * enums with the names and the types that its description has, and no code but what every record
 * has. So a pool can be opened like any other.
 */
public final class TypeWriter {
  private static final ClassDesc RECORD = TypeNames.desc(Record.class);
  private static final int NESTED = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;
  private static final DirectMethodHandleDesc OBJECT_METHODS =
      MethodHandleDesc.ofMethod(
          DirectMethodHandleDesc.Kind.STATIC,
          TypeNames.desc(ObjectMethods.class),
          "bootstrap",
          MethodTypeDesc.of(
              ConstantDescs.CD_Object,
              ConstantDescs.CD_MethodHandles_Lookup,
              ConstantDescs.CD_String,
              TypeNames.desc(TypeDescriptor.class),
              ConstantDescs.CD_Class,
              ConstantDescs.CD_String,
              ConstantDescs.CD_MethodHandle.arrayType()));

  private final TypeNames names;
  private final InnerClassesAttribute nesting;

  private TypeWriter(Description description) {
    this.names = new TypeNames(description);
    List<InnerClassInfo> nested = new ArrayList<>();
    for (Definition each : description.definitions().values()) {
      if (hasClass(each)) {
        nested.add(
            InnerClassInfo.of(
                names.classOf(each.reference()),
                Optional.of(TypeNames.OUTER),
                Optional.of(names.simpleName(each)),
                flags(each.form())));
      }
    }
    this.nesting = InnerClassesAttribute.of(nested);
  }

  /**
   * Makes the root record of a description.
   *
   * @throws dev.emery.CorruptPoolException if there is no such Java type
   * @throws UnknownKindException if a kind is not known
   */
  public static Class<? extends Record> root(Description description) {
    TypeWriter writer = new TypeWriter(description);
    Map<String, byte[]> classes = new HashMap<>();
    try {
      classes.put(name(TypeNames.OUTER), ClassFile.of().build(TypeNames.OUTER, writer::outer));
      for (Definition each : description.definitions().values()) {
        if (hasClass(each)) {
          ClassDesc type = writer.names.classOf(each.reference());
          classes.put(name(type), ClassFile.of().build(type, c -> writer.write(c, type, each)));
        }
      }
      ClassDesc root = writer.names.classOf(description.root());
      return new Loader(classes).loadClass(name(root)).asSubclass(Record.class);
    } catch (IllegalArgumentException | LinkageError | ClassNotFoundException e) {
      throw TypeNames.damaged("no Java types: " + e.getMessage());
    }
  }

  private static boolean hasClass(Definition definition) {
    return definition.form() != Form.BOX && definition.form() != Form.KIND;
  }

  private static int flags(Form form) {
    return NESTED
        | switch (form) {
          case SEALED -> ClassFile.ACC_INTERFACE | ClassFile.ACC_ABSTRACT;
          case ENUM -> ClassFile.ACC_FINAL | ClassFile.ACC_ENUM;
          case ENTITY, VALUE, BOX, KIND -> ClassFile.ACC_FINAL;
        };
  }

  private static String name(ClassDesc type) {
    return type.packageName() + "." + type.displayName();
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(TypeWriter.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private void outer(ClassBuilder c) {
    c.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).with(nesting);
  }

  private void write(ClassBuilder c, ClassDesc type, Definition definition) {
    c.with(nesting);
    switch (definition.form()) {
      case ENTITY, VALUE -> record(c, type, definition);
      case SEALED ->
          c.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_INTERFACE | ClassFile.ACC_ABSTRACT)
              .with(
                  PermittedSubclassesAttribute.ofSymbols(
                      names.variantsOf(definition).stream().map(names::classOf).toList()));
      case ENUM -> constants(c, type, definition);
      case BOX, KIND -> throw new IllegalArgumentException("has no class: " + definition);
    }
  }

  // ---- records

  private record Component(String name, JavaType type) {}

  private void record(ClassBuilder c, ClassDesc type, Definition definition) {
    List<Component> components =
        definition.fields().stream()
            .map(field ->
                new Component(TypeNames.requireName(field.name()), names.component(field.term())))
            .toList();
    List<ClassDesc> interfaces = new ArrayList<>(names.unionsOf(definition));
    interfaces.add(TypeNames.desc(ForeignOrder.class));
    c.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
        .withSuperclass(RECORD)
        .withInterfaceSymbols(interfaces)
        .with(
            RecordAttribute.of(
                components.stream()
                    .map(each ->
                        RecordComponentInfo.of(
                            each.name(),
                            each.type().plain(),
                            SignatureAttribute.of(each.type().full())))
                    .toList()));
    for (Component each : components) {
      c.withField(
          each.name(),
          each.type().plain(),
          field ->
              field
                  .withFlags(ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL)
                  .with(SignatureAttribute.of(each.type().full())));
      accessor(c, type, each);
    }
    constructor(c, type, components);
    objectMethod(c, type, components, "toString", ConstantDescs.CD_String);
    objectMethod(c, type, components, "hashCode", ConstantDescs.CD_int);
    objectMethod(c, type, components, "equals", ConstantDescs.CD_boolean, ConstantDescs.CD_Object);
  }

  private static void constructor(ClassBuilder c, ClassDesc type, List<Component> components) {
    var signature =
        MethodTypeDesc.of(
            ConstantDescs.CD_void, components.stream().map(each -> each.type().plain()).toList());
    c.withMethodBody(
        ConstantDescs.INIT_NAME,
        signature,
        ClassFile.ACC_PUBLIC,
        code -> {
          code.aload(0).invokespecial(RECORD, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
          for (int i = 0; i < components.size(); i++) {
            Component each = components.get(i);
            var kind = TypeKind.from(each.type().plain());
            code.aload(0)
                .loadLocal(kind, code.parameterSlot(i))
                .putfield(type, each.name(), each.type().plain());
          }
          code.return_();
        });
  }

  private static void accessor(ClassBuilder c, ClassDesc type, Component each) {
    ClassDesc plain = each.type().plain();
    c.withMethod(
        each.name(),
        MethodTypeDesc.of(plain),
        ClassFile.ACC_PUBLIC,
        method ->
            method.withCode(code ->
                code.aload(0).getfield(type, each.name(), plain).return_(TypeKind.from(plain))));
  }

  /** A method that the Java runtime implements for all records. */
  private static void objectMethod(
      ClassBuilder c,
      ClassDesc type,
      List<Component> components,
      String name,
      ClassDesc result,
      ClassDesc... parameters) {
    List<ConstantDesc> arguments = new ArrayList<>();
    arguments.add(type);
    arguments.add(components.stream().map(Component::name).collect(Collectors.joining(";")));
    for (Component each : components) {
      arguments.add(
          MethodHandleDesc.ofField(
              DirectMethodHandleDesc.Kind.GETTER, type, each.name(), each.type().plain()));
    }
    var call =
        DynamicCallSiteDesc.of(
            OBJECT_METHODS,
            name,
            MethodTypeDesc.of(result, parameters).insertParameterTypes(0, type),
            arguments.toArray(ConstantDesc[]::new));
    c.withMethodBody(
        name,
        MethodTypeDesc.of(result, parameters),
        ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL,
        code -> {
          code.aload(0);
          if (parameters.length > 0) {
            code.aload(1);
          }
          code.invokedynamic(call).return_(TypeKind.from(result));
        });
  }

  // ---- enums

  private static void constants(ClassBuilder c, ClassDesc type, Definition definition) {
    List<String> constants =
        definition.fields().stream().map(Field::name).map(TypeNames::requireName).toList();
    ClassDesc array = type.arrayType();
    var init =
        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String, ConstantDescs.CD_int);
    c.withFlags(
            ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_ENUM)
        .withSuperclass(ConstantDescs.CD_Enum);
    for (String each : constants) {
      c.withField(
          each,
          type,
          ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL | ClassFile.ACC_ENUM);
    }
    c.withMethodBody(
        ConstantDescs.INIT_NAME,
        init,
        ClassFile.ACC_PRIVATE,
        code ->
            code.aload(0)
                .aload(1)
                .iload(2)
                .invokespecial(ConstantDescs.CD_Enum, ConstantDescs.INIT_NAME, init)
                .return_());
    c.withMethodBody(
        ConstantDescs.CLASS_INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_STATIC,
        code -> {
          for (int i = 0; i < constants.size(); i++) {
            code.new_(type)
                .dup()
                .loadConstant(constants.get(i))
                .loadConstant(i)
                .invokespecial(type, ConstantDescs.INIT_NAME, init)
                .putstatic(type, constants.get(i), type);
          }
          code.return_();
        });
    c.withMethodBody(
        "values",
        MethodTypeDesc.of(array),
        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
        code -> {
          code.loadConstant(constants.size()).anewarray(type);
          for (int i = 0; i < constants.size(); i++) {
            code.dup().loadConstant(i).getstatic(type, constants.get(i), type).aastore();
          }
          code.areturn();
        });
  }
}
