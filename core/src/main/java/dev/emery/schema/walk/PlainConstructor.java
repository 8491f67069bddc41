package dev.emery.schema.walk;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * The constructor that a record has where its author wrote none. It runs no code of the user, so
 * such a record can be loaded before it is known whether the bytes are to be trusted (E27).
 */
final class PlainConstructor {
  private static final ClassValue<Boolean> PLAIN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return read(type);
        }
      };

  private PlainConstructor() {}

  /** Whether the canonical constructor of a record only sets the fields. */
  static boolean isThatOf(Class<?> type) {
    return PLAIN.get(type);
  }

  private static boolean read(Class<?> type) {
    String name = type.getName();
    String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
    try (InputStream bytes = type.getResourceAsStream(file)) {
      return bytes != null && isPlain(ClassFile.of().parse(bytes.readAllBytes()), type);
    } catch (IOException | IllegalArgumentException e) {
      return false; // then its loads take a lock
    }
  }

  private static boolean isPlain(ClassModel model, Class<?> type) {
    MethodTypeDesc canonical =
        MethodTypeDesc.of(
            ConstantDescs.CD_void,
            Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .map(t -> t.describeConstable().orElseThrow())
                .toArray(ClassDesc[]::new));
    for (MethodModel method : model.methods()) {
      if (method.methodName().equalsString(ConstantDescs.INIT_NAME)
          && method.methodTypeSymbol().equals(canonical)) {
        return method.code().stream()
            .flatMap(code -> code.elementStream())
            .allMatch(PlainConstructor::isPlain);
      }
    }
    return false;
  }

  private static boolean isPlain(CodeElement element) {
    return switch (element) {
      case LoadInstruction _, ReturnInstruction _ -> true;
      case FieldInstruction field -> field.opcode() == Opcode.PUTFIELD;
      case InvokeInstruction call -> call.owner().asInternalName().equals("java/lang/Record");
      case Instruction _ -> false;
      default -> true;
    };
  }
}
