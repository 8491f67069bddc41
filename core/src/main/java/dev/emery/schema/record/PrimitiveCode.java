package dev.emery.schema.record;

import dev.emery.transaction.Memory;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** The code for a primitive component of a record: the same bits as {@link ScalarCodec} has. */
enum PrimitiveCode {
  BOOLEAN(boolean.class, Boolean.class, "Byte", ConstantDescs.CD_byte) {
    @Override
    void fromStored(CodeBuilder code) {
      code.ifThenElse(CodeBuilder::iconst_1, CodeBuilder::iconst_0);
    }
  },
  BYTE(byte.class, Byte.class, "Byte", ConstantDescs.CD_byte),
  SHORT(short.class, Short.class, "Short", ConstantDescs.CD_short),
  CHAR(char.class, Character.class, "Short", ConstantDescs.CD_short) {
    @Override
    void fromStored(CodeBuilder code) {
      code.i2c();
    }

    @Override
    void toStored(CodeBuilder code) {
      code.i2s();
    }
  },
  INT(int.class, Integer.class, "Int", ConstantDescs.CD_int),
  LONG(long.class, Long.class, "Long", ConstantDescs.CD_long),
  FLOAT(float.class, Float.class, "Int", ConstantDescs.CD_int) {
    @Override
    void fromStored(CodeBuilder code) {
      code.invokestatic(
          ConstantDescs.CD_Float,
          "intBitsToFloat",
          MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_int));
    }

    @Override
    void toStored(CodeBuilder code) {
      code.invokestatic(
          ConstantDescs.CD_Float,
          "floatToIntBits",
          MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_float));
    }
  },
  DOUBLE(double.class, Double.class, "Long", ConstantDescs.CD_long) {
    @Override
    void fromStored(CodeBuilder code) {
      code.invokestatic(
          ConstantDescs.CD_Double,
          "longBitsToDouble",
          MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_long));
    }

    @Override
    void toStored(CodeBuilder code) {
      code.invokestatic(
          ConstantDescs.CD_Double,
          "doubleToLongBits",
          MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_double));
    }
  };

  private static final ClassDesc MEMORY = Memory.class.describeConstable().orElseThrow();
  private static final ClassDesc ENCODING = Encoding.class.describeConstable().orElseThrow();
  private static final ClassDesc JOURNAL =
      dev.emery.transaction.Journal.class.describeConstable().orElseThrow();

  private final Class<?> type;
  private final Class<?> box;
  private final String word;
  private final ClassDesc stored;

  PrimitiveCode(Class<?> type, Class<?> box, String word, ClassDesc stored) {
    this.type = type;
    this.box = box;
    this.word = word;
    this.stored = stored;
  }

  static PrimitiveCode of(Class<?> type) {
    for (PrimitiveCode code : values()) {
      if (code.type == type) {
        return code;
      }
    }
    throw new IllegalArgumentException("not a primitive that can be stored: " + type);
  }

  /** Turns what {@link Memory} loads into the value. */
  void fromStored(CodeBuilder code) {}

  /** Turns the value into what {@link Memory} stores. */
  void toStored(CodeBuilder code) {}

  /** Memory, place → value. */
  void load(CodeBuilder code) {
    get(code);
    fromStored(code);
  }

  /** Memory, journal, block, place, value →. */
  void store(CodeBuilder code) {
    toStored(code);
    code.invokevirtual(
        MEMORY,
        "set" + word,
        MethodTypeDesc.of(
            ConstantDescs.CD_void, JOURNAL, ConstantDescs.CD_long, ConstantDescs.CD_long, stored));
  }

  /** Array, index, value →. */
  void encode(CodeBuilder code) {
    toStored(code);
    code.invokestatic(
        ENCODING,
        "put" + word,
        MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_byte.arrayType(),
            ConstantDescs.CD_int,
            stored));
  }

  /** Memory, place → bits as a long. */
  void storedBits(CodeBuilder code) {
    get(code);
    widen(code);
  }

  /** Value → bits as a long. */
  void toBits(CodeBuilder code) {
    toStored(code);
    widen(code);
  }

  /** Value → its box. */
  void box(CodeBuilder code) {
    ClassDesc boxed = box.describeConstable().orElseThrow();
    code.invokestatic(
        boxed, "valueOf", MethodTypeDesc.of(boxed, type.describeConstable().orElseThrow()));
  }

  private void get(CodeBuilder code) {
    code.invokevirtual(MEMORY, "get" + word, MethodTypeDesc.of(stored, ConstantDescs.CD_long));
  }

  private void widen(CodeBuilder code) {
    if (!stored.equals(ConstantDescs.CD_long)) {
      code.i2l();
    }
  }
}
