package dev.emery.schema.record;

import dev.emery.schema.Codec;
import dev.emery.schema.KeyHash;
import dev.emery.schema.walk.RecordAccess;
import dev.emery.schema.walk.RecordShape;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import dev.emery.transaction.UserCode;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the codec of one record: a hidden class in this package, so that it works for private
 * records and across modules, with the constructor, the fields and the codecs of the components as
 * class data, which the compiler treats as constants. A record costs 2.4 to 2.7 ns to load that
 * way, and nothing is allocated where the caller does not keep it.
 */
final class RecordCodecWriter {
  /**
   * With so many numbers and nothing else a record is stored as a whole: one check of the journal
   * and one look for the old words, of 10 ns, instead of as many as it has numbers.
   */
  private static final int WHOLE = 4;

  private static final ClassDesc SUPER = desc(RecordCodec.class);
  private static final ClassDesc LAYOUT = desc(RecordLayout.class);
  private static final ClassDesc CODEC = desc(Codec.class);
  private static final ClassDesc MEMORY = desc(Memory.class);
  private static final ClassDesc JOURNAL = desc(Journal.class);
  private static final ClassDesc HASH = desc(KeyHash.class);
  private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
  private static final ClassDesc LONG = ConstantDescs.CD_long;
  private static final ClassDesc VOID = ConstantDescs.CD_void;
  private static final ClassDesc INT = ConstantDescs.CD_int;

  private static final MethodTypeDesc INIT_TYPE = MethodTypeDesc.of(VOID, LAYOUT);
  private static final MethodTypeDesc LOAD_TYPE = MethodTypeDesc.of(OBJECT, MEMORY, LONG, LONG);
  private static final MethodTypeDesc STORE_TYPE =
      MethodTypeDesc.of(VOID, MEMORY, JOURNAL, LONG, LONG, OBJECT);
  private static final MethodTypeDesc ENCODE_TYPE =
      MethodTypeDesc.of(VOID, ConstantDescs.CD_byte.arrayType(), INT, OBJECT);
  private static final MethodTypeDesc HASH_TYPE = MethodTypeDesc.of(LONG, OBJECT, LONG);
  private static final MethodTypeDesc HASH_STORED_TYPE =
      MethodTypeDesc.of(LONG, MEMORY, LONG, LONG, LONG);
  private static final MethodTypeDesc EQUALS_TYPE =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, MEMORY, LONG, LONG, OBJECT);
  private static final MethodTypeDesc COMPONENT_TYPE = MethodTypeDesc.of(OBJECT, OBJECT, INT);
  private static final MethodTypeDesc MAKE_TYPE = MethodTypeDesc.of(OBJECT, OBJECT.arrayType());
  private static final MethodTypeDesc PRESENT_TYPE = MethodTypeDesc.of(OBJECT, OBJECT, SUPER, INT);
  private static final MethodTypeDesc KEY_HASH_TYPE = MethodTypeDesc.of(LONG, LONG, LONG);

  private final RecordLayout layout;
  private final List<RecordShape.Component> components;
  private final int numbers;
  private final List<Object> data = new ArrayList<>();
  private final MethodHandle constructor;
  private final List<MethodHandle> fields = new ArrayList<>();

  private RecordCodecWriter(RecordLayout layout) {
    this.layout = layout;
    this.components = layout.shape().components();
    this.numbers = layout.numbers();
    RecordAccess access = RecordAccess.of(layout.shape().type());
    this.constructor =
        access.runsUserCode() ? UserCode.guard(access.constructor()) : access.constructor();
    for (int i = 0; i < components.size(); i++) {
      fields.add(access.field(i));
    }
  }

  /** Makes the codec of a record. */
  static RecordCodec write(RecordLayout layout) {
    RecordCodecWriter writer = new RecordCodecWriter(layout);
    byte[] bytes = ClassFile.of().build(SUPER.nested(layout.shape().toString()), writer::build);
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytes, List.copyOf(writer.data), true);
      return (RecordCodec)
          lookup
              .findConstructor(
                  lookup.lookupClass(), MethodType.methodType(void.class, RecordLayout.class))
              .invoke(layout);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot make the codec of record " + layout.shape(), e);
    }
  }

  private void build(ClassBuilder type) {
    type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC).withSuperclass(SUPER);
    method(
        type,
        ConstantDescs.INIT_NAME,
        INIT_TYPE,
        code ->
            code.aload(0)
                .aload(1)
                .invokespecial(SUPER, ConstantDescs.INIT_NAME, INIT_TYPE)
                .return_());
    method(type, "load", LOAD_TYPE, this::load);
    method(type, "store", STORE_TYPE, this::store);
    if (numbers > 0) {
      method(type, "encode", ENCODE_TYPE, this::encode);
    }
    method(type, "hash", HASH_TYPE, this::hash);
    method(type, "hashStored", HASH_STORED_TYPE, this::hashStored);
    method(type, "equalsStored", EQUALS_TYPE, this::equalsStored);
    method(type, "component", COMPONENT_TYPE, this::component);
    method(type, "make", MAKE_TYPE, this::make);
  }

  private static void method(
      ClassBuilder type, String name, MethodTypeDesc signature, Consumer<CodeBuilder> code) {
    type.withMethodBody(name, signature, ClassFile.ACC_PUBLIC, code);
  }

  /** {@code load(m, block, at)}: locals 1, 2, 4. */
  private void load(CodeBuilder code) {
    constant(code, constructor, ConstantDescs.CD_MethodHandle);
    for (int i = 0; i < components.size(); i++) {
      if (isPrimitive(i)) {
        place(code.aload(1), 4, i);
        primitive(i).load(code);
      } else {
        place(codec(code, i).aload(1).lload(2), 4, i);
        code.invokevirtual(CODEC, "load", LOAD_TYPE);
      }
    }
    code.invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact", desc(constructor)).areturn();
  }

  /** {@code store(m, j, block, at, value)}: locals 1, 2, 3, 5, 7. */
  private void store(CodeBuilder code) {
    requirePresent(code, 7);
    if (numbers >= WHOLE) {
      code.aload(0).aload(1).aload(2).lload(3).lload(5).aload(7);
      code.invokevirtual(SUPER, "storeWhole", STORE_TYPE).return_();
      return;
    }
    for (int i = 0; i < components.size(); i++) {
      if (isPrimitive(i)) {
        place(code.aload(1).aload(2).lload(3), 5, i);
        get(code, i, 7);
        primitive(i).store(code);
      } else {
        place(codec(code, i).aload(1).aload(2).lload(3), 5, i);
        get(code, i, 7);
        code.invokevirtual(CODEC, "store", STORE_TYPE);
      }
    }
    code.return_();
  }

  /** {@code encode(bytes, at, value)}: locals 1, 2, 3. */
  private void encode(CodeBuilder code) {
    for (int i = 0; i < components.size(); i++) {
      if (isPrimitive(i)) {
        index(code.aload(1), i);
        get(code, i, 3);
        primitive(i).encode(code);
      } else {
        index(constant(code, layout.codecs().get(i), SUPER).aload(1), i);
        get(code, i, 3);
        code.invokevirtual(SUPER, "encode", ENCODE_TYPE);
      }
    }
    code.return_();
  }

  /** {@code hash(value, seed)}: locals 1, 2. */
  private void hash(CodeBuilder code) {
    requirePresent(code, 1);
    code.lload(2);
    for (int i = 0; i < components.size(); i++) {
      code.lstore(2);
      if (isPrimitive(i)) {
        get(code, i, 1);
        primitive(i).toBits(code);
        code.lload(2).invokestatic(HASH, "of", KEY_HASH_TYPE);
      } else {
        codec(code, i);
        get(code, i, 1);
        code.lload(2).invokevirtual(CODEC, "hash", HASH_TYPE);
      }
    }
    code.lreturn();
  }

  /** {@code hashStored(m, block, at, seed)}: locals 1, 2, 4, 6. */
  private void hashStored(CodeBuilder code) {
    code.lload(6);
    for (int i = 0; i < components.size(); i++) {
      code.lstore(6);
      if (isPrimitive(i)) {
        place(code.aload(1), 4, i);
        primitive(i).storedBits(code);
        code.lload(6).invokestatic(HASH, "of", KEY_HASH_TYPE);
      } else {
        place(codec(code, i).aload(1).lload(2), 4, i);
        code.lload(6).invokevirtual(CODEC, "hashStored", HASH_STORED_TYPE);
      }
    }
    code.lreturn();
  }

  /** {@code equalsStored(m, block, at, value)}: locals 1, 2, 4, 6. */
  private void equalsStored(CodeBuilder code) {
    requirePresent(code, 6);
    Label differs = code.newLabel();
    for (int i = 0; i < components.size(); i++) {
      if (isPrimitive(i)) {
        place(code.aload(1), 4, i);
        primitive(i).storedBits(code);
        get(code, i, 6);
        primitive(i).toBits(code);
        code.lcmp().ifne(differs);
      } else {
        place(codec(code, i).aload(1).lload(2), 4, i);
        get(code, i, 6);
        code.invokevirtual(CODEC, "equalsStored", EQUALS_TYPE).ifeq(differs);
      }
    }
    code.iconst_1().ireturn();
    if (!components.isEmpty()) {
      code.labelBinding(differs).iconst_0().ireturn();
    }
  }

  /** {@code component(value, index)}: locals 1, 2. */
  private void component(CodeBuilder code) {
    for (int i = 0; i < components.size(); i++) {
      Label next = code.newLabel();
      code.iload(2).loadConstant(i).if_icmpne(next);
      get(code, i, 1);
      if (isPrimitive(i)) {
        primitive(i).box(code);
      }
      code.areturn().labelBinding(next);
    }
    code.new_(desc(IndexOutOfBoundsException.class))
        .dup()
        .iload(2)
        .invokespecial(
            desc(IndexOutOfBoundsException.class),
            ConstantDescs.INIT_NAME,
            MethodTypeDesc.of(VOID, INT))
        .athrow();
  }

  /** {@code make(components)}: local 1. */
  private void make(CodeBuilder code) {
    MethodHandle spread =
        constructor
            .asType(constructor.type().generic())
            .asSpreader(Object[].class, components.size());
    constant(code, spread, ConstantDescs.CD_MethodHandle);
    code.aload(1).invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact", MAKE_TYPE).areturn();
  }

  // ---- pieces

  private boolean isPrimitive(int i) {
    return components.get(i).type().isPrimitive();
  }

  private PrimitiveCode primitive(int i) {
    return PrimitiveCode.of(components.get(i).type());
  }

  /** Pushes the place of a component. */
  private void place(CodeBuilder code, int at, int i) {
    code.lload(at).loadConstant((long) layout.offsets().get(i)).ladd();
  }

  /** Pushes the index of a component in an array that has the record from local 2 on. */
  private void index(CodeBuilder code, int i) {
    code.iload(2).loadConstant(layout.offsets().get(i)).iadd();
  }

  private CodeBuilder codec(CodeBuilder code, int i) {
    return constant(code, layout.codecs().get(i), CODEC);
  }

  /** Pushes a component of the record in a local. */
  private void get(CodeBuilder code, int i, int value) {
    constant(code, fields.get(i), ConstantDescs.CD_MethodHandle);
    code.aload(value)
        .invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact", desc(fields.get(i)));
    if (!isPrimitive(i)) {
      code.aload(0).loadConstant(i).invokestatic(SUPER, "present", PRESENT_TYPE);
    }
  }

  private static void requirePresent(CodeBuilder code, int value) {
    code.aload(0)
        .aload(value)
        .invokevirtual(SUPER, "requirePresent", MethodTypeDesc.of(VOID, OBJECT));
  }

  /** Pushes an object of the class data, which is a constant to the compiler. */
  private CodeBuilder constant(CodeBuilder code, Object object, ClassDesc type) {
    int index = data.indexOf(object);
    if (index < 0) {
      index = data.size();
      data.add(object);
    }
    return code.loadConstant(
        DynamicConstantDesc.ofNamed(
            ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type, index));
  }

  private static MethodTypeDesc desc(MethodHandle handle) {
    return handle.type().describeConstable().orElseThrow();
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
